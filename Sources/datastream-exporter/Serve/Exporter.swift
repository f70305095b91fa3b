internal import Datastream
internal import DatastreamMetrics
internal import Exposition
internal import Polling
internal import Serving

/// The whole exporter, wired: polls until it is stopped, and serves what it learnt.
struct Exporter: Sendable {
    private let options: ServeOptions
    private let clock: PollClock
    private let logger: Logger
    private let access: Access
    private let caller: APICaller
    private let publisher: Publisher
    private let listener: Listener

    /// Takes hold of what can refuse: the addresses.
    init(
        _ options: ServeOptions, access: Access, clock: PollClock, logger: Logger
    ) throws(StartFailure) {
        self.options = options
        self.clock = clock
        self.logger = logger
        self.access = access
        caller = access.caller(
            endpoint: options.endpoint, maximumRequestsPerMinute: options.maximumRequestsPerMinute, clock: clock)
        let scrape = Scrape(
            identity: Build.identity(pollInterval: options.polling.interval), options: options.objects,
            staleAfter: options.staleAfter)
        publisher = Publisher(scrape, staleAfter: options.staleAfter, clock: clock)
        listener = try Self.listener(options, caller, publisher, access.counts)
    }

    private static func listener(
        _ options: ServeOptions, _ caller: APICaller, _ publisher: Publisher, _ tokens: TokenCounts
    ) throws(StartFailure) -> Listener {
        let counts = ListenerCounts()
        let endpoint = MetricsEndpoint(
            isReady: { publisher.isReady },
            exposition: {
                var exposition = publisher.exposition
                let live = liveExposition(
                    api: caller.statistics, tokens: tokens.statistics, listener: counts.statistics,
                    process: ProcessReader.live.statistics())
                exposition.append(live.parts)
                return exposition
            })
        do throws(ListenerError) {
            return try Listener(
                addresses: options.listenAddresses, limits: options.listenerLimits, routes: endpoint.routes,
                observe: { counts.count($0) })
        } catch {
            throw .runtime(error.description)
        }
    }

    /// Polls and serves until `stop` returns; a scrape that is under way is finished, a transfer is not.
    func run(until stop: @escaping @Sendable () async -> Void) async {
        for address in listener.addresses { logger.log(LogLine(.info, "listening", ["address": address])) }
        let logger = logger
        let publisher = publisher
        let poller = Poller(
            client: DatastreamClient(caller), clock: clock, options: options.polling,
            publish: { publisher.publish($0) }, observe: { logger.log($0) })
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await publisher.run() }
            group.addTask { await poller.run() }
            group.addTask { [listener] in await BlockingThread.run { listener.run() } }
            await stop()
            logger.log(LogLine(.info, "stopping"))
            listener.stop()
            group.cancelAll()
        }
        access.close()
    }
}

/// Why the exporter cannot start.
enum StartFailure: Error, Equatable {
    /// What it was told is wrong: exit code 2.
    case configuration(String)
    /// The machine refused: exit code 1.
    case runtime(String)
}
