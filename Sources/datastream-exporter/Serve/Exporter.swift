internal import Datastream
internal import DatastreamMetrics
internal import Exposition
internal import GoogleAuth
internal import HTTPTransport
internal import Ledger
internal import LedgerStore
internal import Polling
internal import Serving
internal import Synchronization

/// The whole exporter, wired: polls until it is stopped, and serves what it learnt.
struct Exporter: Sendable {
    private let options: ServeOptions
    private let clock: PollClock
    private let logger: Logger
    private let transport: HTTPTransport
    private let caller: APICaller
    private let publisher: Publisher
    private let ledgerFile: LedgerFile?
    private let tokenCounts: TokenCounts?
    private let listener: Listener

    /// Takes hold of everything that can refuse: the token's file, the certificate authorities, the addresses.
    init(
        _ options: ServeOptions, clock: PollClock, logger: Logger, environment: [String: String]
    ) throws(StartFailure) {
        self.options = options
        self.clock = clock
        self.logger = logger
        do throws(TransportError) {
            transport = try HTTPTransport(
                TransportConfiguration(
                    userAgent: "datastream-exporter/\(Build.version)", environment: environment,
                    connections: max(16, options.polling.concurrency * 2)))
        } catch {
            throw .configuration(error.message)
        }
        let counts = options.accessTokenFile.map { _ in TokenCounts(source: AccessTokenFile.source) }
        tokenCounts = counts
        let file = options.accessTokenFile.map { path in
            AccessTokenFile(path: path) { counts?.count($0) }
        }
        do throws(TokenFailure) { _ = try file?.token() } catch { throw .configuration(error.description) }
        let transport = transport
        caller = APICaller(
            endpoint: options.endpoint.url, maximumRequestsPerMinute: options.maximumRequestsPerMinute,
            environment: APICaller.Environment(
                send: { request throws(TransportError) in try await transport.send(request) },
                tokens: file?.tokens, clock: clock))
        let scrape = Scrape(
            identity: Build.identity(pollInterval: options.polling.interval, shard: options.shard),
            options: options.objects,
            staleAfter: options.staleAfter)
        let kept: [StreamName: StreamLedger]
        (ledgerFile, kept) = try Self.ledgerFile(options, clock, logger)
        publisher = Publisher(
            scrape, ledgers: Ledgers(kept: kept), isKept: ledgerFile != nil, staleAfter: options.staleAfter,
            clock: clock)
        listener = try Self.listener(options, caller, publisher, counts)
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
        _ options: ServeOptions, _ caller: APICaller, _ publisher: Publisher, _ tokens: TokenCounts?
    ) throws(StartFailure) -> Listener {
        let counts = ListenerCounts()
        let endpoint = MetricsEndpoint(
            isReady: { publisher.isReady },
            body: { groups, format in
                guard groups.contains(.exporter) else { return publisher.exposition.body(of: groups, in: format) }
                let live = liveExposition(
                    api: caller.statistics, tokens: tokens?.statistics, listener: counts.statistics,
                    process: ProcessReader.live.statistics(), in: format)
                return publisher.exposition.body(of: groups, in: format, followedBy: live)
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
            publish: { for event in publisher.publish($0) { logger.log(event) } }, observe: { logger.log($0) })
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await publisher.run() }
            if let ledgerFile {
                let keeper = LedgerKeeper(
                    publisher: publisher,
                    write: { due throws(LedgerStoreError) in try ledgerFile.write(due) },
                    log: { logger.log($0, topic: $0.message) })
                group.addTask { await keeper.run() }
            }
            group.addTask { await poller.run() }
            group.addTask { [listener] in await BlockingThread.run { listener.run() } }
            await stop()
            logger.log(LogLine(.info, "stopping"))
            listener.stop()
            group.cancelAll()
        }
        transport.shutdown()
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

/// Counts what becomes of tokens.
final class TokenCounts: Sendable {
    private let counted: Mutex<TokenStatistics>

    init(source: String) { counted = Mutex(TokenStatistics(source: source)) }

    /// What became of tokens so far.
    var statistics: TokenStatistics { counted.withLock { $0 } }

    func count(_ event: TokenEvent) {
        counted.withLock { counted in
            switch event {
            case .refreshed: counted.refreshes += 1
            case .failed: counted.failures += 1
            }
        }
    }
}
