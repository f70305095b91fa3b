internal import DatastreamSimulator
internal import HTTPTransport
internal import Polling
internal import Serving

extension Command {
    /// `demo`: polls the embedded API and serves its metrics; no account is needed.
    static let demo = Command(
        name: "demo", summary: "Poll the embedded Datastream API and serve /metrics: no account needed.",
        isDaemon: true,
        flags: Flags.polling.map { $0.name == DemoCommand.pollInterval.name ? DemoCommand.pollInterval : $0 }
            + Flags.simulator + Flags.log
    ) { values, environment in
        do throws(UsageError) {
            return try await DemoCommand.run(values, environment)
        } catch {
            return refused(error)
        }
    }
}

/// The embedded API and the exporter, in one process.
enum DemoCommand {
    /// A newcomer wants to see backfills move.
    static let pollInterval = Flags.pollInterval.with(default: "5s")

    static func run(_ values: FlagValues, _ environment: [String: String]) async throws(UsageError) -> ExitCode {
        let api = try SimulateCommand.api(values)
        let logger = try Logger(values)
        let simulator: Listener
        do {
            simulator = try Listener(addresses: [try ListenAddress(parsing: "127.0.0.1:0")], routes: api.routes)
        } catch {
            return Command.refused(.runtime("\(error)"))
        }
        let endpoint: Endpoint
        do throws(TransportError) {
            endpoint = try Endpoint("http://\(simulator.addresses.first ?? "")")
        } catch {
            return Command.refused(.runtime(error.message))
        }
        let options = try ServeOptions(
            demo: values, project: SimulatedAPI.project, endpoint: endpoint, environment: environment)
        return await withTaskGroup(of: Void.self) { group in
            group.addTask { await BlockingThread.run { simulator.run() } }
            defer { simulator.stop() }
            return await Command.runExporter(options, logger: logger, environment) {
                await StopSignals.wait()
                // Both drain at the same time.
                simulator.stop()
            }
        }
    }
}
