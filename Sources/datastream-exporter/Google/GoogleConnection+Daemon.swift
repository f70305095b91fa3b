internal import CommandLine
internal import GoogleAuth
internal import Polling
internal import System

extension GoogleConnection {
    /// The first and the longest wait before an unresponsive metadata server is asked again.
    private static let backoff = (first: Duration.seconds(1), longest: Duration.seconds(10))

    /// Opens a daemon's connection and determines what to poll.
    ///
    /// Waits while the metadata server does not answer.
    ///
    /// - Throws: an error that waiting cannot fix.
    static func open(
        _ wanted: ServeOptions, clock: SystemClock, logger: Logger, environment: [String: String], tokens: TokenCounts,
        startup: Startup
    ) async throws(CommandFailure) -> (GoogleConnection, Poller.Options) {
        func patiently<Value>(_ work: () async throws(Failure) -> Value) async throws(CommandFailure) -> Value {
            var pause = backoff.first
            while true {
                do throws(Failure) {
                    let value = try await work()
                    startup.end(.metadataServer)
                    return value
                } catch {
                    // During a stop, the failure is not the server's fault, and nobody reads the error.
                    guard case .unreachable(let text) = error, !Task.isCancelled else {
                        throw CommandFailure(error, none: .usage)
                    }
                    startup.end(.credentials)
                    startup.begin(.metadataServer)
                    logger.log(
                        .warn, "the metadata server does not answer yet: asking again until it does", ["err": text],
                        topic: "metadata server")
                }
                do throws(CancellationError) { try await clock.pause(pause) } catch {
                    throw CommandFailure(.other, "stopped")
                }
                pause = min(pause * 2, backoff.longest)
            }
        }
        let google = try await patiently { () async throws(Failure) in
            try await open(
                wanted.credentials, connections: max(16, wanted.polling.concurrency * 2), clock: clock,
                logger: logger, environment: environment, counts: tokens, metadataTries: 1)
        }
        var options = wanted
        if options.needsProject {
            try options.complete(with: try await patiently { () async throws(Failure) in try await google.project() })
        }
        return (google, options.polling)
    }
}
