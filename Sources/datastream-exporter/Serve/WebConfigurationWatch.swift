internal import Polling
internal import Serving

/// Looks four times a second whether the web configuration has changed, and tells what came of it.
struct WebConfigurationWatch: Sendable {
    /// Reads what has changed; nil when nothing has.
    let look: @Sendable () -> Result<Void, WebConfigurationError>?
    let clock: PollClock
    let log: @Sendable (LogLine) -> Void

    /// A change is read at the second look that finds it, so within half a second.
    static let interval: Duration = .milliseconds(250)

    /// Looks until the task is cancelled.
    func run() async {
        while !Task.isCancelled {
            do throws(CancellationError) { try await clock.sleep(clock.uptime() + Self.interval) } catch { return }
            switch look() {
            case .success?:
                log(LogLine(.info, "web configuration read again"))
            case .failure(let error)?:
                log(LogLine(.error, "web configuration not taken, the old one holds", ["error": error.description]))
            case nil:
                break
            }
        }
    }
}
