internal import Datastream
internal import DatastreamMetrics
internal import Exposition
internal import GoogleAuth
internal import HTTPTransport
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
    private let tokenCounts: TokenCounts?
    private let access: WebAccess
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
        publisher = Publisher(scrape, staleAfter: options.staleAfter, clock: clock)
        do throws(WebConfigurationError) {
            access =
                try options.webConfigFile.map { path throws(WebConfigurationError) in
                    try WebAccess(path: path)
                } ?? WebAccess()
        } catch {
            throw .configuration("--web.config.file: \(error.description)")
        }
        listener = try Self.listener(options, environment, access, caller, publisher, counts)
    }

    private static func listener(
        _ options: ServeOptions, _ environment: [String: String], _ access: WebAccess, _ caller: APICaller,
        _ publisher: Publisher, _ tokens: TokenCounts?
    ) throws(StartFailure) -> Listener {
        let counts = ListenerCounts()
        let endpoint = MetricsEndpoint(
            telemetryPath: options.telemetryPath, isReady: { publisher.isReady },
            exposition: {
                var exposition = publisher.exposition
                let live = liveExposition(
                    api: caller.statistics, tokens: tokens?.statistics, listener: counts.statistics(access.status),
                    process: ProcessReader.live.statistics())
                exposition.append(live.parts)
                return exposition
            },
            page: {
                let (report, now) = publisher.report()
                return StatusPage(
                    report: report, now: now, version: Build.version, telemetryPath: options.telemetryPath
                ).render()
            })
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
        if listener.isExposed, !access.status.isGuarded {
            logger.log(LogLine(.warn, "anyone on the network can read the metrics: see --web.config.file"))
        }
        let logger = logger
        let publisher = publisher
        let poller = Poller(
            client: DatastreamClient(caller), clock: clock, options: options.polling,
            publish: { for event in publisher.publish($0) { logger.log(event) } }, observe: { logger.log($0) })
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await publisher.run() }
            group.addTask { [clock, access] in
                await WebConfigurationWatch(look: access.readIfChanged, clock: clock, log: { logger.log($0) }).run()
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
