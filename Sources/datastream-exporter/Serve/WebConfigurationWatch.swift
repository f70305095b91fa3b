internal import Polling
internal import Serving
internal import System

/// Rereads the web configuration when it changes or on request, and logs the result.
struct WebConfigurationWatch: Sendable {
    /// Reads the files if they have changed; nil if they have not.
    let look: @Sendable () -> Result<Void, WebConfigurationError>?
    /// Reads the files in any case; nil if there is no file.
    let reread: @Sendable () -> Result<Void, WebConfigurationError>?
    let clock: SystemClock
    let log: @Sendable (LogLine) -> Void

    /// A change is read on the second look that sees it, so within half a second.
    static let interval: Duration = .milliseconds(250)

    /// Looks four times a second until the task is cancelled.
    func run() async {
        while !Task.isCancelled {
            do throws(CancellationError) { try await clock.pause(Self.interval) } catch { return }
            if let result = await outcome(of: look) { tell(result) }
        }
    }

    /// Rereads once per request, until the task is cancelled.
    func run(on requests: AsyncStream<Void>) async {
        for await _ in requests {
            if let result = await outcome(of: reread) {
                tell(result)
            } else {
                log(LogLine(.info, "SIGHUP: there is no --web.config.file to read again"))
            }
        }
    }

    /// Reads on a separate thread, since the disk may hang.
    private func outcome(
        of reading: @escaping @Sendable () -> Result<Void, WebConfigurationError>?
    ) async -> Result<Void, WebConfigurationError>? {
        await BlockingThread.result { () throws(Never) in reading() }.get()
    }

    private func tell(_ result: Result<Void, WebConfigurationError>) {
        switch result {
        case .success:
            log(LogLine(.info, "web configuration read again"))
        case .failure(let error):
            log(
                LogLine(
                    .error, "web configuration rejected; keeping the old configuration", ["error": error.description]))
        }
    }
}
