internal import CommandLine
internal import Datastream
internal import DatastreamSimulator
internal import Polling
internal import Serving
internal import System

extension Command {
    private static let simulatorAddresses = Flags.listenAddresses.with(default: "127.0.0.1:10156")

    /// `simulate`: serves an embedded Datastream API for any client.
    static let simulate = Command(
        "simulate", "Serve an embedded Datastream API with a living data set; its project is demo.",
        isDaemon: true, flags: [simulatorAddresses] + Flags.simulator + Flags.log
    ) { values, _ throws(CommandFailure) in
        let addresses = try values.all(simulatorAddresses)
        let logger = try Logger(values)
        let api = try SimulatedAPI(values)
        let listener: Listener
        do throws(ListenerError) { listener = try Listener(addresses: addresses, routes: api.routes) } catch {
            throw CommandFailure(error)
        }
        _ = try Program.printed(listener.addresses.map { "http://\($0)\n" }.joined())
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await BlockingThread.run { listener.run() } }
            await StopSignals.wait()
            listener.stop()
        }
        logger.log(.info, "stopped")
        return .success
    }
}

extension SimulatedAPI {
    /// The embedded API that the flags ask for; its data set starts now.
    convenience init(_ values: FlagValues) throws(CommandFailure) {
        let configuration = SimulatorConfiguration(
            seed: try values.value(Flags.simulatorSeed), speed: try values.value(Flags.simulatorSpeed),
            faults: try values.all(Flags.simulatorFaults))
        let clock = SystemClock.live
        let start = clock.uptime()
        self.init(configuration, clock: SimulatorClock(start: clock.now(), elapsed: { clock.uptime() - start }))
    }
}
