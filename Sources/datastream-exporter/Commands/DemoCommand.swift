internal import DatastreamSimulator
internal import HTTPTransport
internal import Polling
internal import Serving
internal import System

extension Command {
    /// `demo`: polls the embedded API and serves its metrics; no account is needed.
    static let demo = Command(
        name: "demo", summary: "Poll the embedded Datastream API and serve /metrics: no account needed.",
        isDaemon: true,
        flags: Flags.polling.map { $0.name == DemoCommand.pollInterval.name ? DemoCommand.pollInterval : $0 }
            + Flags.simulator + [Flags.simulatorListenAddress] + Flags.log
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
        let taken: ListenerError?
        let address = try values.value(Flags.simulatorListenAddress)
        do throws(ListenerError) {
            (simulator, taken) = try listener(
                at: address, orAnyPort: !values.isGiven(Flags.simulatorListenAddress), of: api)
        } catch {
            return Command.refused(.runtime("--\(Flags.simulatorListenAddress.name): \(error.description)"))
        }
        let endpoint: Endpoint
        do throws(TransportError) {
            endpoint = try Endpoint("http://\(simulator.addresses.first ?? "")")
        } catch {
            throw UsageError(
                "--\(Flags.simulatorListenAddress.name): not a loopback address; to serve the simulated API to others, "
                    + "run datastream-exporter simulate")
        }
        let shell = DemoShell(endpoint: endpoint.url, project: SimulatedAPI.project)
        let options = try ServeOptions(
            demo: values, project: SimulatedAPI.project, endpoint: endpoint,
            shellSetup: shell.setup(program: DemoShell.program, searchPath: environment["PATH"] ?? ""),
            environment: environment)
        return await withTaskGroup(of: Void.self) { group in
            group.addTask { await BlockingThread.run { simulator.run() } }
            defer { simulator.stop() }
            return await Command.runExporter(
                options, logger: logger, announcing: announcement(of: endpoint, taken), environment
            ) {
                await StopSignals.wait()
                // Both drain at the same time.
                simulator.stop()
            }
        }
    }

    /// Serves the API at an address, or, where nobody chose that address and it is taken, on any free port.
    private static func listener(
        at address: ListenAddress, orAnyPort mayMove: Bool, of api: SimulatedAPI
    ) throws(ListenerError) -> (Listener, taken: ListenerError?) {
        do throws(ListenerError) {
            return (try Listener(addresses: [address], routes: api.routes), nil)
        } catch {
            guard mayMove, let anyPort = try? ListenAddress(parsing: "127.0.0.1:0") else { throw error }
            return (try Listener(addresses: [anyPort], routes: api.routes), error)
        }
    }

    /// Says where the simulated API is, and why it is not where it mostly is.
    private static func announcement(of endpoint: Endpoint, _ taken: ListenerError?) -> [LogLine] {
        let place = LogLine(.info, "simulating the API", ["url": endpoint.url, "project": SimulatedAPI.project])
        guard let taken else { return [place] }
        let move = LogLine(
            .warn, "the simulated API takes a free port instead of its own",
            ["address": taken.address, "error": taken.reason])
        return [move, place]
    }
}
