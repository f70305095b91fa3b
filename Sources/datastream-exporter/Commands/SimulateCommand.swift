internal import Datastream
internal import DatastreamSimulator
internal import Polling
internal import Serving
internal import System

extension Command {
    /// `simulate`: serves an embedded Datastream API for any client.
    static let simulate = Command(
        name: "simulate", summary: "Serve an embedded Datastream API with a living data set; its project is demo.",
        isDaemon: true, flags: [SimulateCommand.listenAddresses] + Flags.simulator + Flags.log
    ) { values, _ in
        do throws(UsageError) {
            let addresses = try values.all(SimulateCommand.listenAddresses)
            let logger = try Logger(values)
            let api = try SimulateCommand.api(values)
            do throws(ListenerError) {
                let listener = try Listener(addresses: addresses, routes: api.routes)
                let code = printed(listener.addresses.map { "http://\($0)\n" }.joined())
                guard code == .success else { return code }
                await SimulateCommand.run(listener, until: StopSignals.wait)
                logger.log(.info, "stopped")
                return .success
            } catch {
                return refused(.runtime(error.description))
            }
        } catch {
            return refused(error)
        }
    }
}

/// What `simulate` and `demo` share.
enum SimulateCommand {
    static let listenAddresses = Flags.listenAddresses.with(default: "127.0.0.1:10156")

    /// The embedded API that the flags ask for; its life begins now.
    static func api(_ values: FlagValues) throws(UsageError) -> SimulatedAPI {
        let configuration = SimulatorConfiguration(
            seed: try values.value(Flags.simulatorSeed), speed: try values.value(Flags.simulatorSpeed),
            faults: try values.all(Flags.simulatorFaults))
        let clock = SystemClock.live
        let start = clock.uptime()
        return SimulatedAPI(
            configuration, clock: SimulatorClock(start: clock.now(), elapsed: { clock.uptime() - start }))
    }

    /// Serves until `stop` returns.
    static func run(_ listener: Listener, until stop: @escaping @Sendable () async -> Void) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await BlockingThread.run { listener.run() } }
            await stop()
            listener.stop()
        }
    }
}
