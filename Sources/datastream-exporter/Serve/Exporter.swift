internal import Bookkeeping
internal import CommandLine
internal import Datastream
internal import DatastreamMetrics
internal import Exposition
internal import GoogleAuth
internal import Ledger
internal import LedgerStore
internal import Polling
internal import Serving
internal import System

/// The complete exporter: serves at once and polls as soon as it can, until it is stopped.
struct Exporter: Sendable {
    private let options: ServeOptions
    private let clock: SystemClock
    private let logger: Logger
    private let environment: [String: String]
    private let publisher: Publisher
    private let webAccess: LiveWebConfiguration
    private let listener: Listener
    private let tokens: TokenCounts
    private let startup: Startup

    /// Binds the addresses; connections wait in the kernel until the exporter runs.
    init(
        _ options: ServeOptions, clock: SystemClock, logger: Logger, environment: [String: String]
    ) throws(CommandFailure) {
        self.options = options
        self.clock = clock
        self.logger = logger
        self.environment = environment
        // A TLS key and hashes of passwords are secrets too, and are read before credentials are.
        if options.webConfigFile != nil { ProcessMemory.hide() }
        let composer = Composer(
            identity: Build.identity(pollInterval: options.polling.interval, shard: options.shard),
            options: options.objects,
            staleAfter: options.staleAfter)
        publisher = Publisher(composer, staleAfter: options.staleAfter, clock: clock)
        do throws(WebConfigurationError) {
            webAccess =
                try options.webConfigFile.map { path throws(WebConfigurationError) in
                    try LiveWebConfiguration(path: path)
                } ?? LiveWebConfiguration()
        } catch {
            throw CommandFailure(error)
        }
        tokens = TokenCounts()
        startup = Startup()
        listener = try Self.listener(options, environment, webAccess, startup, publisher, tokens, clock)
    }

    private static func listener(
        _ options: ServeOptions, _ environment: [String: String], _ access: LiveWebConfiguration, _ startup: Startup,
        _ publisher: Publisher, _ tokens: TokenCounts, _ clock: SystemClock
    ) throws(CommandFailure) -> Listener {
        let counts = ListenerCounts()
        let process = Recent<ProcessStatistics>(clock: clock)
        let page = PageCache(
            telemetryPath: options.telemetryPath, shellSetup: options.shellSetup, clock: clock)
        let endpoint = MetricsEndpoint(
            telemetryPath: options.telemetryPath,
            lack: {
                if let awaited = startup.awaited { return "waiting for \(awaited)" }
                return publisher.latest.isReady ? nil : "not every selected stream has been polled yet"
            },
            body: { groups, format in
                let published = publisher.latest
                let whenSent: @Sendable () -> Void = {
                    if groups.contains(.stream) { publisher.noteScrape(of: published.version) }
                }
                guard groups.contains(.exporter) else {
                    return (published.exposition.body(of: groups, in: format), whenSent)
                }
                let live = liveExposition(
                    api: startup.statistics, tokens: tokens.statistics, listener: counts.statistics(access.status),
                    process: process.value { ProcessReader.live.statistics() }, in: format)
                return (published.exposition.body(of: groups, in: format, followedBy: live), whenSent)
            },
            page: { page.bytes(of: publisher.latest) })
        do throws(ListenerError) {
            return try Listener(
                options.takesSystemdSockets
                    ? .systemd(environment: environment) : .addresses(options.listenAddresses),
                limits: options.listenerLimits.fitted(toDescriptors: ProcessReader.live.descriptorLimit),
                configuration: access, routes: endpoint.routes,
                observe: { counts.count($0) })
        } catch {
            throw CommandFailure(error)
        }
    }

    /// Serves and polls until `stop` returns; finishes scrapes under way, but not API requests.
    ///
    /// - Parameters:
    ///   - stop: returns when the exporter should stop.
    ///   - hangups: each element makes the exporter reread the web configuration.
    /// - Returns: why the polls could not begin; nil if the exporter was stopped.
    func run(until stop: @escaping @Sendable () async -> Void, hangups: AsyncStream<Void>) async -> CommandFailure? {
        let serving = Task { [listener] in await BlockingThread.run { listener.run() } }
        for address in listener.addresses { logger.log(.info, "listening", ["address": address]) }
        if listener.isExposed, !webAccess.status.isGuarded {
            logger.log(.warn, "anyone on the network can read the metrics: see --web.config.file")
        }
        let ends = AsyncStream.makeStream(of: CommandFailure?.self)
        let stopping = Task {
            await stop()
            ends.continuation.yield(nil)
        }
        let watch = WebConfigurationWatch(
            look: webAccess.readIfChanged, reread: webAccess.readAgain, clock: clock,
            log: { [logger] in logger.log($0) })
        // None of these is awaited at the end: a hanging disk must not delay the stop.
        let others = [
            stopping, Task { [webAccess] in if webAccess.isConfigured { await watch.run() } },
            Task { await watch.run(on: hangups) }, Task { await publisher.run() },
        ]
        let polling = Task {
            switch await start(failing: { ends.continuation.yield($0) }) {
            case let (google, options, file, kept)?: await poll(google, options, file, kept)
            case nil: break
            }
        }
        var failure: CommandFailure?
        for await end in ends.stream {
            failure = end
            break
        }
        if failure == nil { logger.log(.info, "stopping") }
        listener.stop()
        polling.cancel()
        // The polls end by writing the ledger once more.
        if !startup.stop() { await polling.value }
        await serving.value
        for task in others { task.cancel() }
        return failure
    }

    /// Finds credentials and opens the ledger at the same time.
    ///
    /// - Parameter fail: called with the reason when the polls cannot begin.
    /// - Returns: nil when the polls cannot begin.
    private func start(
        failing fail: @escaping @Sendable (CommandFailure) -> Void
    ) async -> (GoogleConnection, Poller.Options, LedgerFile?, [StreamName: StreamLedger])? {
        startup.begin(.credentials)
        if options.storagePath != nil { startup.begin(.ledger) }
        let telling = Task { await startup.tell(logger, clock) }
        defer { telling.cancel() }
        let opening = Task {
            await BlockingThread.result { () throws(CommandFailure) in
                let opened = try LedgerFile.open(options, clock, logger)
                startup.end(.ledger)
                return opened
            }
            .report(to: fail)
        }
        let search = Task {
            await Result { () async throws(CommandFailure) in
                try await GoogleConnection.open(
                    options, clock: clock, logger: logger, environment: environment, tokens: tokens, startup: startup)
            }
            .report(to: fail)
        }
        return await withTaskCancellationHandler {
            guard let (google, options) = await search.value else { return nil }
            startup.end(.credentials)
            guard let (file, kept) = await opening.value else { return nil }
            return (google, options, file, kept)
        } onCancel: {
            search.cancel()
        }
    }

    /// Polls until the task is cancelled.
    private func poll(
        _ google: GoogleConnection, _ polling: Poller.Options, _ file: LedgerFile?, _ kept: [StreamName: StreamLedger]
    ) async {
        defer { google.close() }
        let caller = google.caller(
            endpoint: options.endpoint, errorFormat: options.errorFormat,
            maximumRequestsPerMinute: options.maximumRequestsPerMinute, clock: clock)
        guard startup.finish(caller) else { return }
        var write: LedgerKeeper.Write?
        if let file {
            write = { ledgers async throws(LedgerStoreError) in
                try await BlockingThread.result { () throws(LedgerStoreError) in try file.write(ledgers) }.get()
            }
        }
        let polls = KeptPolls(
            KeptPolls.Options(polling: polling, memory: options.staleAfter, overdueFactor: options.overdueFactor),
            caller: caller, kept: kept, write: write, publisher: publisher, clock: clock,
            observe: { [logger] in logger.log($0) })
        await polls.run()
    }
}

extension Result where Failure == CommandFailure {
    /// Returns the success; reports a failure and returns nil.
    fileprivate func report(to tell: (CommandFailure) -> Void) -> Success? {
        do throws(CommandFailure) { return try get() } catch {
            tell(error)
            return nil
        }
    }
}
