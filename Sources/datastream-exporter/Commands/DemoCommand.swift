internal import CommandLine
internal import DatastreamSimulator
internal import HTTPTransport
internal import Polling
internal import Serving
internal import System

extension Command {
    /// `demo`: polls the embedded API and serves its metrics; no account is needed.
    static let demo = Command(
        "demo", "Poll the embedded Datastream API and serve /metrics; needs no account.",
        exitCodes: [.success, .runtimeFailure, .usage, .ledgerRefused], isDaemon: true,
        flags: Flags.polling.map { $0.name == DemoCommand.pollInterval.name ? DemoCommand.pollInterval : $0 }
            + Flags.simulator + [Flags.simulatorListenAddress] + Flags.log
    ) { values, environment throws(CommandFailure) in
        try await DemoCommand.run(values, environment)
    }
}

/// The embedded API and the exporter, in one process.
enum DemoCommand {
    /// Short, so that a newcomer sees backfills move.
    static let pollInterval = Flags.pollInterval.with(default: "5s")

    static func run(_ values: FlagValues, _ environment: [String: String]) async throws(CommandFailure) -> ExitCode {
        let api = try SimulatedAPI(values)
        let logger = try Logger(values)
        let address = try values.value(Flags.simulatorListenAddress)
        let flag = "--\(Flags.simulatorListenAddress.name)"
        let simulator: Listener
        let taken: ListenerError?
        do throws(ListenerError) {
            (simulator, taken) = try listener(
                at: address, orAnyPort: !values.isGiven(Flags.simulatorListenAddress), of: api)
        } catch {
            throw CommandFailure(.other, "\(flag): \(error.description)")
        }
        guard let endpoint = try? Endpoint("http://\(simulator.addresses.first ?? "")") else {
            throw .usage(
                "\(flag): not a loopback address; to serve the simulated API to others, run datastream-exporter simulate"
            )
        }
        let shell = DemoShell(endpoint: endpoint.url, project: SimulatedAPI.project)
        let options = try ServeOptions(
            demo: values, project: SimulatedAPI.project, endpoint: endpoint,
            shellSetup: shell.setup(program: DemoShell.program, searchPath: environment["PATH"] ?? ""),
            environment: environment)
        let serving = Task { await BlockingThread.run { simulator.run() } }
        let ended = await Result { () async throws(CommandFailure) in
            try await Exporter.run(
                options, logger: logger, announcing: announcement(of: endpoint, taken), environment
            ) {
                await StopSignals.wait()
                // Both drain at the same time.
                simulator.stop()
            }
        }
        simulator.stop()
        await serving.value
        return try ended.get()
    }

    /// Serves the API at an address, or on any free port when the default address is taken.
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

    /// Says where the simulated API is, and why it is not at its usual address.
    private static func announcement(of endpoint: Endpoint, _ taken: ListenerError?) -> [LogLine] {
        let place = LogLine(.info, "simulating the API", ["url": endpoint.url, "project": SimulatedAPI.project])
        guard let taken else { return [place] }
        let move = LogLine(
            .warn, "the simulated API listens on a free port instead of its own",
            ["address": taken.address, "error": taken.reason])
        return [move, place]
    }
}
