internal import CommandLine
internal import Datastream
internal import DatastreamMetrics
internal import GoogleAuth
internal import HTTPTransport
internal import Notation
internal import Polling
internal import Serving
internal import System

/// The flags of `serve` and `demo`, checked and resolved.
struct ServeOptions: Sendable {
    var endpoint: Endpoint
    /// Nil where no credentials are used.
    var credentials: CredentialOptions?
    var maximumRequestsPerMinute: Int
    var polling: Poller.Options
    var shard: Shard
    var staleAfter: Duration
    var objects: ObjectOptions
    /// How many times its previous duration a backfill may take.
    var overdueFactor: Double
    var storagePath: String?
    var resetsStorage: Bool
    var listenAddresses: [ListenAddress]
    /// Whether to use systemd's sockets instead of those addresses.
    var takesSystemdSockets: Bool
    var telemetryPath: String
    var webConfigFile: String?
    var listenerLimits = ListenerLimits()
    /// The format of the API's errors; nil to let the API choose.
    private(set) var errorFormat: ErrorFormat?
    /// What a shell must run before the status page's commands work in it.
    var shellSetup: [String] = []
    private var locations: [String] = []

    /// Resolves the flags of `serve`.
    init(
        serve values: FlagValues, environment: [String: String], hostName: String = HostName.current
    ) throws(CommandFailure) {
        let endpoint = try Endpoint(values)
        try self.init(
            values, endpoint: endpoint, credentials: CredentialOptions(values, endpoint: endpoint),
            interval: Flags.pollInterval, sources: Self.sources(values, environment),
            filters: Self.streamFilters(values), host: environment.nonEmpty("HOSTNAME") ?? hostName)
        locations = try values.all(Flags.locations)
        errorFormat = try values.optional(Flags.errorFormat)
    }

    /// Resolves the flags of `demo`, which polls its own endpoint.
    init(
        demo values: FlagValues, project: String, endpoint: Endpoint, shellSetup: [String],
        environment: [String: String]
    ) throws(CommandFailure) {
        try self.init(
            values, endpoint: endpoint, credentials: nil, interval: DemoCommand.pollInterval,
            sources: [.project(project, locations: [])], filters: [],
            host: environment.nonEmpty("HOSTNAME") ?? HostName.current)
        self.shellSetup = shellSetup
    }

    private init(
        _ values: FlagValues, endpoint: Endpoint, credentials: CredentialOptions?, interval: Flag<Duration>,
        sources: [StreamSource], filters: [StreamSelection.Filter], host: String
    ) throws(CommandFailure) {
        self.endpoint = endpoint
        self.credentials = credentials
        maximumRequestsPerMinute = try values.value(Flags.maximumRequests)
        let interval = try values.value(interval)
        guard interval >= .seconds(1) else { throw .usage("--poll.interval: must be at least 1s") }
        let timeout = try values.optional(Flags.pollTimeout) ?? interval
        guard timeout <= interval else {
            throw .usage("--poll.timeout: must not be longer than --poll.interval")
        }
        let shard = try values.value(Flags.shard).shard(of: try values.value(Flags.totalShards), onHost: host)
        self.shard = shard
        polling = Poller.Options(
            sources: sources, selection: StreamSelection(filters + Self.shardFilters(shard)), interval: interval,
            timeout: timeout, concurrency: try values.value(Flags.pollConcurrency))
        staleAfter = try values.optional(Flags.staleAfter) ?? max(.seconds(300), interval * 3)
        guard staleAfter >= interval * 2 else {
            throw .usage(
                "--poll.stale-after: must be at least twice --poll.interval: \(PrometheusDuration.text(interval * 2))"
            )
        }
        storagePath = try values.optional(Flags.storagePath)
        resetsStorage = try values.value(Flags.storageReset)
        objects = ObjectOptions(
            detail: try values.value(Flags.objectDetail), limit: try values.value(Flags.objectLimit),
            states: try values.value(Flags.objectStates),
            extra: Set(try values.all(Flags.extraFamilies).flatMap { $0 }), isWanted: try Self.objectSelection(values))
        overdueFactor = try values.value(Flags.overdueFactor)
        listenAddresses = try values.all(Flags.listenAddresses)
        takesSystemdSockets = try values.value(Flags.systemdSocket)
        telemetryPath = try values.value(Flags.telemetryPath)
        webConfigFile = try values.optional(Flags.webConfigFile)
        listenerLimits.connections = try values.value(Flags.maximumConnections)
    }

    private static func sources(
        _ values: FlagValues, _ environment: [String: String]
    ) throws(CommandFailure) -> [StreamSource] {
        let streams = try values.all(Flags.streams)
        if !streams.isEmpty { return [.named(streams.unique)] }
        return try values.projects(environment).unique.map { project throws(CommandFailure) in
            Self.source(project, try values.all(Flags.locations))
        }
    }

    private static func source(_ project: String, _ locations: [String]) -> StreamSource {
        .project(project, locations: locations.filter { $0 != "-" }.unique)
    }

    /// Whether only the credentials can name the project to search.
    var needsProject: Bool { polling.sources.isEmpty }

    /// Uses the credentials' own project if neither a flag nor a variable names one.
    mutating func complete(with project: String?) throws(CommandFailure) {
        guard needsProject else { return }
        guard let project else {
            throw .usage("no project: give --google.project-ids or --datastream.streams")
        }
        guard ResourceName.isID(project) else {
            // The value is not shown: the answer could contain anything.
            throw .usage("the credentials' project is not an id: give --google.project-ids")
        }
        polling.sources = [Self.source(project, locations)]
    }

    private static func streamFilters(_ values: FlagValues) throws(CommandFailure) -> [StreamSelection.Filter] {
        var filters: [StreamSelection.Filter] = []
        let hint = "the expression must match the full resource name"
        if let include = try values.optional(Flags.includeStreams) ?? nil {
            let filter = StreamFilter(include)
            filters.append(.init(flag: values.asGiven(Flags.includeStreams), hint: hint) { filter.matches($0) })
        }
        if let exclude = try values.optional(Flags.excludeStreams) ?? nil {
            let filter = StreamFilter(exclude)
            filters.append(
                .init(flag: values.asGiven(Flags.excludeStreams), hint: "it excludes every stream") {
                    !filter.matches($0)
                })
        }
        return filters
    }

    private static func shardFilters(_ shard: Shard) -> [StreamSelection.Filter] {
        guard shard != .whole else { return [] }
        let flag = "--shard=\(shard.ordinal) --total-shards=\(shard.total)"
        let hint = "a shard may be empty; the other shards poll these streams"
        return [.init(flag: flag, hint: hint) { shard.owns($0) }]
    }

    /// Selects objects by their labels; nil for all.
    private static func objectSelection(_ values: FlagValues) throws(CommandFailure) -> (@Sendable (String) -> Bool)? {
        let include = try values.optional(Flags.includeObjects) ?? nil
        let exclude = try values.optional(Flags.excludeObjects) ?? nil
        guard include != nil || exclude != nil else { return nil }
        return { label in include?.matches(label) != false && exclude?.matches(label) != true }
    }
}

extension [String: String] {
    /// The value of an environment variable that is set and not empty.
    fileprivate func nonEmpty(_ name: String) -> String? { self[name].flatMap { $0.isEmpty ? nil : $0 } }
}

extension Array where Element: Hashable {
    /// The elements in order, without duplicates.
    fileprivate var unique: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
