internal import GoogleAuth
internal import Polling
internal import System

/// The way to Google for a daemon: what may come by itself is waited for.
struct AccessSearch: Sendable {
    let options: ServeOptions
    let clock: SystemClock
    let logger: Logger
    let environment: [String: String]
    let tokens: TokenCounts
    let startup: Startup

    /// The first and the longest wait before a metadata server that does not answer is asked again.
    private static let backoff = (first: Duration.seconds(1), longest: Duration.seconds(10))

    /// Finds credentials and what is polled with them; waits for a metadata server that does not answer yet.
    ///
    /// - Throws: what waiting does not mend.
    func find() async throws(StartFailure) -> (Access, Poller.Options) {
        let wanted = options
        let access = try await patiently { () async throws(Access.Failure) in
            try await Access.open(
                wanted.credentials, connections: max(16, wanted.polling.concurrency * 2), clock: clock,
                logger: logger, environment: environment, counts: tokens, metadataTries: 1)
        }
        var options = wanted
        if options.needsProject {
            let project = try await patiently { () async throws(Access.Failure) in try await access.project() }
            do throws(UsageError) { try options.complete(with: project) } catch { throw .configuration(error.text) }
        }
        return (access, options.polling)
    }

    private func patiently<Value>(
        _ work: () async throws(Access.Failure) -> Value
    ) async throws(StartFailure) -> Value {
        var pause = Self.backoff.first
        while true {
            do throws(Access.Failure) {
                let value = try await work()
                startup.end(.metadataServer)
                return value
            } catch {
                // To be stopped is no failure of the server's, and nobody reads of it.
                guard case .unreachable(let text) = error, !Task.isCancelled else { throw StartFailure(error) }
                startup.end(.credentials)
                startup.begin(.metadataServer)
                logger.log(
                    .warn, "the metadata server does not answer yet: asking again until it does", ["err": text],
                    topic: "metadata server")
            }
            do throws(CancellationError) { try await clock.sleep(clock.uptime() + pause) } catch {
                throw .runtime("stopped")
            }
            pause = min(pause * 2, Self.backoff.longest)
        }
    }
}
