internal import CommandLine
internal import Datastream
internal import DatastreamMetrics
internal import DatastreamSimulator
internal import GoogleAuth
internal import HTTPTransport
internal import Notation
internal import Polling
internal import Serving

/// Every flag of the program.
enum Flags {
    static let projects = Flag(
        "google.project-ids", "ID", isRepeatable: true,
        "Projects whose streams are discovered; by default GOOGLE_CLOUD_PROJECT, GCLOUD_PROJECT, or "
            + "the credentials' own.", parse: ValueReaders.projectID)
    static let locations = Flag(
        "google.locations", "LOCATION", isRepeatable: true,
        "Locations in which streams are discovered; by default all.", parse: ValueReaders.resourceID)
    static let accessTokenFile = Flag.file(
        "google.access-token-file", "File with a bearer token; read again when it changes.")
    static let credentialsFile = Flag.file(
        "google.credentials-file",
        "Credentials file; by default Application Default Credentials are used.")
    static let impersonate = Flag(
        "google.impersonate-service-account", "EMAIL",
        "Service account to impersonate.",
        parse: ValueReaders.accountEmail)
    static let quotaProject = Flag(
        "google.quota-project", "ID",
        "Project billed for quota; by default GOOGLE_CLOUD_QUOTA_PROJECT, else the credentials' own.",
        parse: ValueReaders.resourceID)
    static let universe = Flag(
        "google.universe-domain", "DOMAIN", default: "googleapis.com",
        "Domain of the cloud universe, under which its API and token servers are.", parse: ValueReaders.universeDomain)
    static let endpoint = Flag(
        "google.endpoint", "URL", default: "https://datastream.googleapis.com",
        "Base URL of the API; plain http to loopback only.", parse: ValueReaders.endpointURL)
    static let errorFormat = Flag(
        "google.error-format", "1|2",
        "Error format requested from the API, sent as $.xgafv; by default the API chooses.", oneOf: ErrorFormat.self)
    static let streams = Flag(
        "datastream.streams", "NAME", isRepeatable: true,
        "Full resource names of the streams to poll, instead of discovering streams.", parse: ValueReaders.streamName)
    static let includeStreams = Flag(
        "datastream.streams.include", "REGEX",
        "Poll only streams whose full resource name matches (RE2, anchored).", parse: ValueReaders.pattern)
    static let excludeStreams = Flag(
        "datastream.streams.exclude", "REGEX",
        "Do not poll streams whose full resource name matches (RE2, anchored).", parse: ValueReaders.pattern)
    static let maximumRequests = Flag(
        "datastream.max-requests-per-minute", "COUNT", default: "600",
        "Most requests to the API in any minute; Google's quota is 1200.", parse: ValueReaders.positiveCount)
    static let pollInterval = Flag(
        "poll.interval", "DURATION", default: "60s", "Time from one poll of a stream to the next.",
        parse: ValueReaders.duration)
    static let pollTimeout = Flag(
        "poll.timeout", "DURATION", "Longest duration of a poll; at most the interval, which is the default.",
        parse: ValueReaders.duration)
    static let pollConcurrency = Flag(
        "poll.concurrency", "COUNT", default: "10", "Streams polled at the same time, at most 100.",
        parse: ValueReaders.concurrency)
    static let staleAfter = Flag(
        "poll.stale-after", "DURATION",
        "Age at which a stream's data leaves /metrics; the series about its polls stay. At least two intervals;"
            + " by default three intervals, and at least 5m.", parse: ValueReaders.duration)
    static let objectDetail = Flag(
        "objects.detail", "LEVEL", default: "all",
        "Objects with series of their own: all, attention (all but the completed without errors) or none.",
        oneOf: ObjectOptions.Detail.self)
    static let objectLimit = Flag(
        "objects.limit", "COUNT", default: "20000",
        "Most objects with series of their own, the most urgent first; 0 for no limit.", parse: ValueReaders.count)
    static let includeObjects = Flag(
        "objects.include", "REGEX",
        "Only objects whose label matches (RE2, anchored) get series of their own.", parse: ValueReaders.pattern)
    static let excludeObjects = Flag(
        "objects.exclude", "REGEX",
        "Objects whose label matches (RE2, anchored) get no series of their own.", parse: ValueReaders.pattern)
    static let extraFamilies = Flag(
        "objects.extra", "METRIC", isRepeatable: true,
        "Opt-in metrics of each object, by name or all:"
            + " datastream_object_{backfill_state_since,create,update,last_error}_timestamp_seconds,"
            + " datastream_object_backfill_previous_duration_seconds.",
        completion: .words(["all", "none"] + ObjectOptions.extraFamilies), parse: ValueReaders.extraFamily)
    static let objectStates = Flag(
        "objects.states", "SHAPE", default: "sparse",
        "State of an object: one series for the current state (sparse), or a 0/1 series for each state (full).",
        oneOf: ObjectOptions.States.self)
    static let overdueFactor = Flag(
        "backfill.overdue-factor", "FACTOR", default: "3",
        "A backfill is overdue once it has run for this many times its previous duration, and for 10 minutes.",
        parse: ValueReaders.overdueFactor)
    static let storagePath = Flag.file(
        "storage.path",
        "Ledger file, which keeps the counts over restarts; by default they are kept in memory.")
    static let storageReset = Flag.switch(
        "storage.reset", "If the ledger file is corrupt, move it to .corrupt-TIME and start a new one.")
    static let shard = Flag(
        "shard", "ORDINAL", default: "0",
        "Shard to poll, from 0; auto takes the number at the end of $HOSTNAME or the host name.",
        completion: .words(["auto"]), parse: ValueReaders.shardChoice)
    static let totalShards = Flag(
        "total-shards", "COUNT", default: "1",
        "Number of exporters that share the streams, by a hash of the full resource name.",
        parse: ValueReaders.positiveCount)
    static let listenAddresses = Flag(
        "web.listen-address", "ADDRESS", default: ":10155", isRepeatable: true,
        "Address to listen on, or unix:PATH; port 0 takes a free one and logs it.", parse: ValueReaders.listenAddress)
    static let telemetryPath = Flag(
        "web.telemetry-path", "PATH", default: "/metrics", "Path of the metrics.", parse: ValueReaders.urlPath)
    static let webConfigFile = Flag.file(
        "web.config.file",
        "Web configuration in exporter-toolkit's format: TLS, passwords, headers; read again when it changes.")
    static let systemdSocket = Flag.switch(
        "web.systemd-socket", "Listen on the sockets that systemd passes, instead of --web.listen-address.")
    static let maximumConnections = Flag(
        "web.max-connections", "COUNT", default: "256",
        "Most connections at a time; at most 64 of them from one address.", parse: ValueReaders.positiveCount)
    static let logLevel = Flag(
        "log.level", "LEVEL", default: "info", "Lowest level that is logged: debug, info, warn or error.",
        oneOf: LogLevel.self)
    static let logFormat = Flag(
        "log.format", "FORMAT", default: "logfmt", "Format of the log on standard error: logfmt or json.",
        oneOf: LogFormat.self)
    static let simulatorSeed = Flag(
        "simulator.seed", "NUMBER", default: "1", "Seed of the data set; the same seed gives the same streams.",
        parse: ValueReaders.seed)
    static let simulatorSpeed = Flag(
        "simulator.speed", "FACTOR", default: "1", "How many times faster than real time backfills run.",
        parse: ValueReaders.speed)
    static let simulatorFaults = Flag(
        "simulator.fault", "NAME[=VALUE]", isRepeatable: true,
        "Fault to inject: \(FaultKind.all.map(\.name).joined(separator: ", ")).",
        completion: .words(FaultKind.all.map(\.name)), parse: ValueReaders.fault)
    static let simulatorListenAddress = Flag(
        "simulator.listen-address", "ADDRESS", default: "127.0.0.1:10156",
        "Loopback address of the simulated API; port 0 takes a free one and logs it.", parse: ValueReaders.listenAddress
    )
    static let historyStream = Flag(
        "stream", "NAME", "Only runs of this stream: its full resource name or its id.",
        parse: ValueReaders.streamNameOrID)
    static let historyObject = Flag(
        "object", "LABEL", "Only runs of this object: its label, such as schema.table, or its id.",
        parse: ValueReaders.text)
    static let catalogFormat = Flag(
        "format", "FORMAT", default: "markdown", "Format of the list: markdown or json.", oneOf: CatalogFormat.self)

    /// Flags for the API and its credentials.
    static let access: [any AnyFlag] = [
        credentialsFile, accessTokenFile, impersonate, quotaProject, universe, endpoint, errorFormat,
    ]
    /// Flags for the API and for the discovery of streams.
    static let google: [any AnyFlag] =
        [projects, locations] + access + [streams, includeStreams, excludeStreams]
    /// Flags for polling and serving, with the defaults of `serve`.
    static let polling: [any AnyFlag] = [
        maximumRequests, pollInterval, pollTimeout, pollConcurrency, staleAfter, objectDetail, objectLimit,
        includeObjects, excludeObjects, extraFamilies, objectStates, overdueFactor, storagePath, storageReset, shard,
        totalShards,
        listenAddresses, telemetryPath, webConfigFile, systemdSocket, maximumConnections,
    ]
    static let log: [any AnyFlag] = [logLevel, logFormat]
    static let simulator: [any AnyFlag] = [simulatorSeed, simulatorSpeed, simulatorFaults]
}
