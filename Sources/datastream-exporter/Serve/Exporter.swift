internal import Datastream
internal import DatastreamMetrics
internal import Exposition
internal import GoogleAuth
internal import Ledger
internal import LedgerStore
internal import Polling
internal import Serving

/// The whole exporter, wired: serves from the beginning, polls as soon as it can, until it is stopped.
struct Exporter: Sendable {
    private let options: ServeOptions
    private let clock: PollClock
    private let logger: Logger
    private let environment: [String: String]
    private let publisher: Publisher
    private let webAccess: WebAccess
    private let listener: Listener
    private let tokens: TokenCounts
    private let startup: Startup

    /// Takes the addresses; connections wait in the kernel until the exporter runs.
    init(
        _ options: ServeOptions, clock: PollClock, logger: Logger, environment: [String: String]
    ) throws(StartFailure) {
        self.options = options
        self.clock = clock
        self.logger = logger
        self.environment = environment
        let scrape = Scrape(
            identity: Build.identity(pollInterval: options.polling.interval, shard: options.shard),
            options: options.objects,
            staleAfter: options.staleAfter)
        publisher = Publisher(
            scrape, isKept: options.storagePath != nil, staleAfter: options.staleAfter, clock: clock)
        do throws(WebConfigurationError) {
            webAccess =
                try options.webConfigFile.map { path throws(WebConfigurationError) in
                    try WebAccess(path: path)
                } ?? WebAccess()
        } catch {
            throw .configuration("--web.config.file: \(error.description)")
        }
        tokens = TokenCounts()
        startup = Startup()
        listener = try Self.listener(options, environment, webAccess, startup, publisher, tokens)
    }

    private static func listener(
        _ options: ServeOptions, _ environment: [String: String], _ access: WebAccess, _ startup: Startup,
        _ publisher: Publisher, _ tokens: TokenCounts
    ) throws(StartFailure) -> Listener {
        let counts = ListenerCounts()
        let endpoint = MetricsEndpoint(
            telemetryPath: options.telemetryPath,
            lack: {
                if let awaited = startup.awaited { return "waiting for \(awaited)" }
                return publisher.isReady ? nil : "not every selected stream has been polled yet"
            },
            body: { groups, format in
                guard groups.contains(.exporter) else { return publisher.exposition.body(of: groups, in: format) }
                let live = liveExposition(
                    api: startup.statistics, tokens: tokens.statistics, listener: counts.statistics(access.status),
                    process: ProcessReader.live.statistics(), in: format)
                return publisher.exposition.body(of: groups, in: format, followedBy: live)
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

    /// Serves and polls until `stop` returns; a scrape that is under way is finished, a transfer is not.
    ///
    /// - Parameters:
    ///   - stop: returns when the exporter is to stop.
    ///   - hangups: each asks to read the web configuration again.
    /// - Returns: why the polls could not begin; nil when the exporter was stopped.
    func run(until stop: @escaping @Sendable () async -> Void, hangups: AsyncStream<Void>) async -> StartFailure? {
        let serving = Task { [listener] in await BlockingThread.run { listener.run() } }
        for address in listener.addresses { logger.log(.info, "listening", ["address": address]) }
        if listener.isExposed, !webAccess.status.isGuarded {
            logger.log(.warn, "anyone on the network can read the metrics: see --web.config.file")
        }
        let ends = AsyncStream.makeStream(of: StartFailure?.self)
        let stopping = Task {
            await stop()
            ends.continuation.yield(nil)
        }
        let watch = WebConfigurationWatch(
            look: webAccess.readIfChanged, reread: webAccess.readAgain, clock: clock,
            log: { [logger] in logger.log($0) })
        // None of these is waited for at the end: a disk that hangs holds up no stop.
        let others = [
            stopping, Task { await watch.run() }, Task { await watch.run(on: hangups) },
            Task { await publisher.run() },
        ]
        let polling = Task {
            switch await start(failing: { ends.continuation.yield($0) }) {
            case let (access, options, ledger)?: await poll(access, options, ledger)
            case nil: break
            }
        }
        var failure: StartFailure?
        for await end in ends.stream {
            failure = end
            break
        }
        if failure == nil { logger.log(.info, "stopping") }
        listener.stop()
        polling.cancel()
        // The ledger is written once more.
        if !startup.stop() { await polling.value }
        await serving.value
        for task in others { task.cancel() }
        return failure
    }

    /// Finds credentials and opens the ledger, side by side, each for as long as it takes.
    ///
    /// - Parameter fail: is told why the polls cannot begin.
    /// - Returns: nil when the polls cannot begin.
    private func start(
        failing fail: @escaping @Sendable (StartFailure) -> Void
    ) async -> (Access, Poller.Options, LedgerFile?)? {
        startup.begin(.credentials)
        if options.storagePath != nil { startup.begin(.ledger) }
        let telling = Task { await startup.tell(logger, clock) }
        defer { telling.cancel() }
        let opening = Task {
            await BlockingThread.result { () throws(StartFailure) in
                let (file, kept) = try LedgerFile.open(options, clock, logger)
                publisher.begin(with: Ledgers(kept: kept))
                startup.end(.ledger)
                return (file, kept.keys.sorted())
            }
            .report(to: fail)
        }
        let search = Task {
            await Result { () async throws(StartFailure) in
                try await AccessSearch(
                    options: options, clock: clock, logger: logger, environment: environment, tokens: tokens,
                    startup: startup
                ).find()
            }
            .report(to: fail)
        }
        return await withTaskCancellationHandler {
            guard let (access, options) = await search.value else { return nil }
            startup.end(.credentials)
            guard let (file, known) = await opening.value else { return nil }
            var polling = options
            polling.known = known
            return (access, polling, file)
        } onCancel: {
            search.cancel()
        }
    }

    /// Polls until the task is cancelled.
    private func poll(_ access: Access, _ polling: Poller.Options, _ file: LedgerFile?) async {
        defer { access.close() }
        let caller = access.caller(
            endpoint: options.endpoint, maximumRequestsPerMinute: options.maximumRequestsPerMinute, clock: clock)
        guard startup.finish(caller) else { return }
        let poller = Poller(
            client: DatastreamClient(caller), clock: clock, options: polling,
            publish: { [publisher, logger] in for event in publisher.publish($0) { logger.log(event) } },
            observe: { [logger] in logger.log($0) })
        await withTaskGroup(of: Void.self) { group in
            if let file {
                let keeper = LedgerKeeper(
                    publisher: publisher,
                    write: { due throws(LedgerStoreError) in try file.write(due) },
                    log: { [logger] in logger.log($0, topic: $0.message) })
                group.addTask { await keeper.run() }
            }
            group.addTask { await poller.run() }
        }
    }
}

extension Result where Failure == StartFailure {
    /// The success; a failure is told, and nil.
    fileprivate func report(to tell: (StartFailure) -> Void) -> Success? {
        do throws(StartFailure) { return try get() } catch {
            tell(error)
            return nil
        }
    }
}

/// Why the exporter cannot start.
enum StartFailure: Error, Equatable {
    /// What it was told is wrong: exit code 2.
    case configuration(String)
    /// The ledger's file is none that can be gone on with: exit code 3.
    case ledger(String)
    /// The machine refused, or something is not there yet: exit code 1.
    case runtime(String)
}
