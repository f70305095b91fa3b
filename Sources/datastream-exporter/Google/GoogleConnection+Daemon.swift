internal import CommandLine
internal import GoogleAuth
internal import Polling
internal import System

extension GoogleConnection {
    /// The first and the longest wait before a metadata server that does not answer is asked again.
    private static let backoff = (first: Duration.seconds(1), longest: Duration.seconds(10))

    /// Opens the connection of a daemon, and finds out what is polled over it.
    ///
    /// Waits for a metadata server that does not answer yet.
    ///
    /// - Throws: what waiting does not mend.
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
                    // Being stopped is not the server's fault, and nobody reads about it.
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
                    throw CommandFailure(.runtimeFailure, "stopped")
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
