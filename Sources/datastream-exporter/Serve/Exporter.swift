internal import Datastream
internal import DatastreamMetrics
internal import Exposition
internal import Ledger
internal import LedgerStore
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
    private let bookkeeper: Bookkeeper
    private let ledgerFile: LedgerFile?
    private let knownStreams: [StreamName]
    private let webAccess: WebAccess
    private let listener: Listener

    /// Takes hold of what can refuse: the addresses.
    init(
        _ options: ServeOptions, access: Access, clock: PollClock, logger: Logger, environment: [String: String]
    ) throws(StartFailure) {
        self.options = options
        self.clock = clock
        self.logger = logger
        self.access = access
        caller = access.caller(
            endpoint: options.endpoint, maximumRequestsPerMinute: options.maximumRequestsPerMinute, clock: clock)
        let composer = Composer(
            identity: Build.identity(pollInterval: options.polling.interval, shard: options.shard),
            options: options.objects,
            staleAfter: options.staleAfter)
        let kept: [StreamName: StreamLedger]
        (ledgerFile, kept) = try Self.ledgerFile(options, clock, logger)
        knownStreams = kept.keys.sorted()
        publisher = Publisher(composer, staleAfter: options.staleAfter, clock: clock)
        bookkeeper = Bookkeeper(Ledgers(kept: kept), isKept: ledgerFile != nil, handOn: publisher.show)
        do throws(WebConfigurationError) {
            webAccess =
                try options.webConfigFile.map { path throws(WebConfigurationError) in
                    try WebAccess(path: path)
                } ?? WebAccess()
        } catch {
            throw .configuration("--web.config.file: \(error.description)")
        }
        listener = try Self.listener(options, environment, webAccess, caller, publisher, access.counts, clock)
    }

    /// Opens the ledger's file where one is named.
    private static func ledgerFile(
        _ options: ServeOptions, _ clock: PollClock, _ logger: Logger
    ) throws(StartFailure) -> (LedgerFile?, [StreamName: StreamLedger]) {
        guard let path = options.storagePath else { return (nil, [:]) }
        do throws(LedgerStoreError) {
            return try LedgerFile.open(path) { () throws(LedgerStoreError) in
                guard options.resetsStorage else { return false }
                let aside = try LedgerStore.setAside(path: path, at: clock.now())
                logger.log(LogLine(.warn, "corrupt ledger set aside", ["path": path, "moved_to": aside]))
                return true
            }
        } catch {
            switch error.kind {
            case .corrupt, .newer, .foreign, .inUse: throw .ledger(error.message)
            case .unusable, .refused: throw .configuration("--storage.path: \(error.message)")
            }
        }
    }

    private static func listener(
        _ options: ServeOptions, _ environment: [String: String], _ access: WebAccess, _ caller: APICaller,
        _ publisher: Publisher, _ tokens: TokenCounts, _ clock: PollClock
    ) throws(StartFailure) -> Listener {
        let counts = ListenerCounts()
        let page = PageCache(
            telemetryPath: options.telemetryPath, shellSetup: options.shellSetup, clock: clock)
        let endpoint = MetricsEndpoint(
            telemetryPath: options.telemetryPath, isReady: { publisher.latest.isReady },
            body: { groups, format in
                let exposition = publisher.latest.exposition
                guard groups.contains(.exporter) else { return exposition.body(of: groups, in: format) }
                let live = liveExposition(
                    api: caller.statistics, tokens: tokens.statistics, listener: counts.statistics(access.status),
                    process: ProcessReader.live.statistics(), in: format)
                return exposition.body(of: groups, in: format, followedBy: live)
            },
            page: { page.bytes(of: publisher.latest) })
        do throws(ListenerError) {
            return try Listener(
                options.takesSystemdSockets
                    ? .systemd(environment: environment) : .addresses(options.listenAddresses),
                limits: options.listenerLimits.fitted(toDescriptors: ProcessReader.live.descriptorLimit),
                access: access, routes: endpoint.routes,
                observe: { counts.count($0) })
        } catch {
            throw .runtime(error.description)
        }
    }

    /// Polls and serves until `stop` returns; a scrape that is under way is finished, a transfer is not.
    func run(until stop: @escaping @Sendable () async -> Void) async {
        for address in listener.addresses { logger.log(LogLine(.info, "listening", ["address": address])) }
        if listener.isExposed, !webAccess.status.isGuarded {
            logger.log(LogLine(.warn, "anyone on the network can read the metrics: see --web.config.file"))
        }
        let logger = logger
        let bookkeeper = bookkeeper
        var polling = options.polling
        polling.known = knownStreams
        let poller = Poller(
            client: DatastreamClient(caller), clock: clock, options: polling,
            publish: { for event in await bookkeeper.follow($0) { logger.log(event) } }, observe: { logger.log($0) })
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [publisher] in await publisher.run() }
            if let ledgerFile {
                let keeper = LedgerKeeper(
                    bookkeeper: bookkeeper,
                    write: { due throws(LedgerStoreError) in try ledgerFile.write(due) },
                    log: { logger.log($0, topic: $0.message) })
                group.addTask { await keeper.run() }
            }
            group.addTask { [clock, webAccess] in
                await WebConfigurationWatch(look: webAccess.readIfChanged, clock: clock, log: { logger.log($0) }).run()
            }
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
    /// The ledger's file is none that can be gone on with: exit code 3.
    case ledger(String)
    /// The machine refused: exit code 1.
    case runtime(String)
}
