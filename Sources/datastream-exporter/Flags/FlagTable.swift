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
            + "the credentials' own.", parse: resourceID)
    static let locations = Flag(
        "google.locations", "LOCATION", isRepeatable: true,
        "Locations to look for streams in; by default all.", parse: resourceID)
    static let accessTokenFile = Flag(
        "google.access-token-file", "FILE", "File with a bearer token, read again whenever it changes.",
        completion: .files, parse: path)
    static let credentialsFile = Flag(
        "google.credentials-file", "FILE",
        "File of credentials; by default Application Default Credentials are searched for.", completion: .files,
        parse: path)
    static let impersonate = Flag(
        "google.impersonate-service-account", "EMAIL",
        "Service account to act as, with whatever credentials are found.",
        parse: accountEmail)
    static let quotaProject = Flag(
        "google.quota-project", "ID",
        "Project that requests count for; by default GOOGLE_CLOUD_QUOTA_PROJECT, else what the credentials say.",
        parse: resourceID)
    static let universe = Flag(
        "google.universe-domain", "DOMAIN", default: "googleapis.com",
        "Domain of the cloud: its API and its token servers are below it.", parse: universeDomain)
    static let endpoint = Flag(
        "google.endpoint", "URL", default: "https://datastream.googleapis.com",
        "Base URL of the API; plain http to loopback only.", parse: endpointURL)
    static let errorFormat = Flag(
        "google.error-format", "1|2",
        "Shape in which the API is to write errors, sent as $.xgafv with every request; by default the API's own choice.",
        completion: words(ErrorFormat.self), parse: choice(ErrorFormat.self))
    static let streams = Flag(
        "datastream.streams", "NAME", isRepeatable: true,
        "Full resource names of the streams to poll; no streams are discovered then.", parse: streamName)
    static let includeStreams = Flag(
        "datastream.streams.include", "REGEX",
        "Poll only streams whose full resource name matches (RE2, anchored).", parse: pattern)
    static let excludeStreams = Flag(
        "datastream.streams.exclude", "REGEX",
        "Do not poll streams whose full resource name matches (RE2, anchored).", parse: pattern)
    static let maximumRequests = Flag(
        "datastream.max-requests-per-minute", "COUNT", default: "600",
        "Most requests to the API in any minute; Google's quota is 1200.", parse: positiveCount)
    static let pollInterval = Flag(
        "poll.interval", "DURATION", default: "60s", "Time from one poll of a stream to the next.", parse: duration)
    static let pollTimeout = Flag(
        "poll.timeout", "DURATION", "Longest time of a poll; by default, and at most, the interval.", parse: duration)
    static let pollConcurrency = Flag(
        "poll.concurrency", "COUNT", default: "4", "Streams polled at the same time, at most 100.",
        parse: concurrency)
    static let staleAfter = Flag(
        "poll.stale-after", "DURATION",
        "Age at which a stream's data leaves /metrics; the series about its polls stay. At least two intervals;"
            + " by default three intervals, but not less than 5m.", parse: duration)
    static let objectDetail = Flag(
        "objects.detail", "LEVEL", default: "all",
        "Objects with series of their own: all, attention (whatever is not plainly completed) or none.",
        completion: words(ObjectOptions.Detail.self), parse: choice(ObjectOptions.Detail.self))
    static let objectLimit = Flag(
        "objects.limit", "COUNT", default: "20000",
        "Most objects with series of their own, the most urgent first; 0 for no limit.", parse: count)
    static let includeObjects = Flag(
        "objects.include", "REGEX",
        "Only objects whose label matches (RE2, anchored) get series of their own.", parse: pattern)
    static let excludeObjects = Flag(
        "objects.exclude", "REGEX",
        "Objects whose label matches (RE2, anchored) get no series of their own.", parse: pattern)
    static let extraFamilies = Flag(
        "objects.extra", "METRIC", isRepeatable: true,
        "Opt-in metrics of each object, by name or all:"
            + " datastream_object_{backfill_state_since,create,update,last_error}_timestamp_seconds.",
        completion: .words(["all", "none"] + ObjectOptions.extraFamilies), parse: extraFamily)
    static let objectStates = Flag(
        "objects.states", "SHAPE", default: "sparse",
        "State of an object as one series for the present state (sparse) or as a 0/1 set (full).",
        completion: words(ObjectOptions.States.self), parse: choice(ObjectOptions.States.self))
    static let storagePath = Flag(
        "storage.path", "FILE", "File that keeps the ledger over restarts; by default it is kept in memory.",
        completion: .files, parse: path)
    static let storageReset = Flag.switch(
        "storage.reset", "Set a corrupt ledger file aside as .corrupt-TIME and start anew.")
    static let shard = Flag(
        "shard", "ORDINAL", default: "0",
        "Which shard of the streams to poll, from 0; auto takes the number at the end of $HOSTNAME or the host name.",
        completion: .words(["auto"]), parse: shardChoice)
    static let totalShards = Flag(
        "total-shards", "COUNT", default: "1",
        "How many exporters share the streams, by a hash of the full resource name.", parse: positiveCount)
    static let listenAddresses = Flag(
        "web.listen-address", "ADDRESS", default: ":10155", isRepeatable: true,
        "Address to listen on, or unix:PATH; port 0 takes a free one and logs it.", parse: listenAddress)
    static let telemetryPath = Flag(
        "web.telemetry-path", "PATH", default: "/metrics", "Path of the metrics.", parse: urlPath)
    static let webConfigFile = Flag(
        "web.config.file", "FILE",
        "Web configuration in exporter-toolkit's format: TLS, passwords, headers; read again when it changes.",
        completion: .files, parse: path)
    static let systemdSocket = Flag.switch(
        "web.systemd-socket", "Listen on the sockets that systemd hands over instead of --web.listen-address.")
    static let maximumConnections = Flag(
        "web.max-connections", "COUNT", default: "256",
        "Most connections at the same time; one address has at most 64 of them.", parse: positiveCount)
    static let logLevel = Flag(
        "log.level", "LEVEL", default: "info", "Least level that is logged: debug, info, warn or error.",
        completion: words(LogLevel.self), parse: choice(LogLevel.self))
    static let logFormat = Flag(
        "log.format", "FORMAT", default: "logfmt", "Format of the log on standard error: logfmt or json.",
        completion: words(LogFormat.self), parse: choice(LogFormat.self))
    static let simulatorSeed = Flag(
        "simulator.seed", "NUMBER", default: "1", "Seed of the data set: the same seed, the same streams.", parse: seed)
    static let simulatorSpeed = Flag(
        "simulator.speed", "FACTOR", default: "1", "How much faster than the clock backfills run.", parse: speed)
    static let simulatorFaults = Flag(
        "simulator.fault", "NAME[=VALUE]", isRepeatable: true,
        "Fault to switch on: \(FaultKind.all.map(\.name).joined(separator: ", ")).",
        completion: .words(FaultKind.all.map(\.name)), parse: fault)
    static let simulatorListenAddress = Flag(
        "simulator.listen-address", "ADDRESS", default: "127.0.0.1:10156",
        "Loopback address of the simulated API; port 0 takes a free one and logs it.", parse: listenAddress)
    static let historyStream = Flag(
        "stream", "NAME", "Only runs of this stream: its full resource name or its id.", parse: streamNameOrID)
    static let historyObject = Flag(
        "object", "LABEL", "Only runs of this object: its label, such as schema.table, or its id.", parse: text)
    static let catalogFormat = Flag(
        "format", "FORMAT", default: "markdown", "Format of the list: markdown or json.",
        completion: words(CatalogFormat.self), parse: choice(CatalogFormat.self))

    /// The flags of the API and of the credentials for it.
    static let access: [any AnyFlag] = [
        credentialsFile, accessTokenFile, impersonate, quotaProject, universe, endpoint, errorFormat,
    ]
    /// The flags of the API and of where streams are looked for.
    static let google: [any AnyFlag] =
        [projects, locations] + access + [streams, includeStreams, excludeStreams]
    /// The flags of polling and serving, with the defaults of `serve`.
    static let polling: [any AnyFlag] = [
        maximumRequests, pollInterval, pollTimeout, pollConcurrency, staleAfter, objectDetail, objectLimit,
        includeObjects, excludeObjects, extraFamilies, objectStates, storagePath, storageReset, shard, totalShards,
        listenAddresses, telemetryPath, webConfigFile, systemdSocket, maximumConnections,
    ]
    static let log: [any AnyFlag] = [logLevel, logFormat]
    static let simulator: [any AnyFlag] = [simulatorSeed, simulatorSpeed, simulatorFaults]
}

// MARK: - Readers of values

private let resourceID: @Sendable (String) throws(ValueProblem) -> String = { text throws(ValueProblem) in
    guard ResourceName.isID(text) else { throw ValueProblem("\(quoted(text)) is no id") }
    return text
}

private let path: @Sendable (String) throws(ValueProblem) -> String = { text throws(ValueProblem) in
    guard !text.isEmpty else { throw ValueProblem("\(quoted(text)) is no path") }
    guard PlausiblePath.isPlausible(text) else { throw ValueProblem(PlausiblePath.mistake) }
    return text
}

private let urlPath: @Sendable (String) throws(ValueProblem) -> String = { text throws(ValueProblem) in
    guard text.hasPrefix("/"), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"?#%\"<>".utf8.contains($0) })
    else {
        throw ValueProblem("\(quoted(text)) is no path such as /metrics")
    }
    guard !MetricsEndpoint.healthPaths.contains(text) else { throw ValueProblem("\(quoted(text)) is taken") }
    return text
}

private let accountEmail: @Sendable (String) throws(ValueProblem) -> String = { text throws(ValueProblem) in
    guard ServiceAccountName.isName(text) else {
        throw ValueProblem("\(quoted(text)) is no service account such as NAME@PROJECT.iam.gserviceaccount.com")
    }
    return text
}

private let universeDomain: @Sendable (String) throws(ValueProblem) -> Universe = { text throws(ValueProblem) in
    guard let universe = Universe(text) else { throw ValueProblem("\(quoted(text)) is no domain in lower case") }
    return universe
}

private let endpointURL: @Sendable (String) throws(ValueProblem) -> Endpoint = { text throws(ValueProblem) in
    do throws(TransportError) { return try Endpoint(text) } catch { throw ValueProblem(error.message) }
}

private let streamName: @Sendable (String) throws(ValueProblem) -> StreamName = { text throws(ValueProblem) in
    guard let name = StreamName(text) else {
        throw ValueProblem("\(quoted(text)) is not projects/PROJECT/locations/LOCATION/streams/STREAM")
    }
    return name
}

private let streamNameOrID: @Sendable (String) throws(ValueProblem) -> String = { text throws(ValueProblem) in
    guard StreamName(text) != nil || ResourceName.isID(text) else {
        throw ValueProblem("\(quoted(text)) is neither a stream's resource name nor its id")
    }
    return text
}

private let text: @Sendable (String) throws(ValueProblem) -> String = { text throws(ValueProblem) in
    guard !text.isEmpty else { throw ValueProblem("is empty") }
    return text
}

/// An empty expression is no expression, as an empty variable is an unset one.
private let pattern: @Sendable (String) throws(ValueProblem) -> NamePattern? = { text throws(ValueProblem) in
    text.isEmpty ? nil : try NamePattern(text)
}

private let count: @Sendable (String) throws(ValueProblem) -> Int = { text throws(ValueProblem) in
    guard let count = Int(text), count >= 0, !text.hasPrefix("+") else {
        throw ValueProblem("\(quoted(text)) is no whole number from 0 up")
    }
    return count
}

private let positiveCount: @Sendable (String) throws(ValueProblem) -> Int = { text throws(ValueProblem) in
    guard let count = Int(text), count > 0, !text.hasPrefix("+") else {
        throw ValueProblem("\(quoted(text)) is no whole number from 1 up")
    }
    return count
}

private let concurrency: @Sendable (String) throws(ValueProblem) -> Int = { text throws(ValueProblem) in
    let count = try positiveCount(text)
    guard count <= 100 else { throw ValueProblem("must be at most 100") }
    return count
}

private let duration: @Sendable (String) throws(ValueProblem) -> Duration = { text throws(ValueProblem) in
    guard let duration = PrometheusDuration.parse(text) else {
        throw ValueProblem("\(quoted(text)) is no duration such as 30s or 1h30m")
    }
    guard duration > .zero else { throw ValueProblem("must be above 0") }
    return duration
}

private let shardChoice: @Sendable (String) throws(ValueProblem) -> ShardChoice = { text throws(ValueProblem) in
    guard let choice = ShardChoice(text) else {
        throw ValueProblem("\(quoted(text)) is neither auto nor a whole number from 0 up")
    }
    return choice
}

private let listenAddress: @Sendable (String) throws(ValueProblem) -> ListenAddress = { text throws(ValueProblem) in
    if text.hasPrefix(ListenAddress.pathPrefix),
        !PlausiblePath.isPlausible(String(text.dropFirst(ListenAddress.pathPrefix.count)))
    {
        throw ValueProblem(PlausiblePath.mistake)
    }
    guard !SecretText.isLikely(text) else { throw ValueProblem("\(quoted(text)) is no address such as :10155") }
    do throws(ListenAddressError) { return try ListenAddress(parsing: text) } catch {
        throw ValueProblem("\(quoted(text)) is no address such as :10155 or 127.0.0.1:10155: \(error.reason)")
    }
}

private let extraFamily: @Sendable (String) throws(ValueProblem) -> [String] = { text throws(ValueProblem) in
    switch text {
    case "none": return []
    case "all": return ObjectOptions.extraFamilies
    default:
        guard ObjectOptions.extraFamilies.contains(text) else {
            throw ValueProblem("\(quoted(text)) is none of \(ObjectOptions.extraFamilies.joined(separator: ", "))")
        }
        return [text]
    }
}

private let seed: @Sendable (String) throws(ValueProblem) -> UInt64 = { text throws(ValueProblem) in
    guard let seed = UInt64(text) else { throw ValueProblem("\(quoted(text)) is no whole number from 0 up") }
    return seed
}

private let speed: @Sendable (String) throws(ValueProblem) -> Double = { text throws(ValueProblem) in
    let range = SimulatorConfiguration.speeds
    guard let speed = Double(text), range.contains(speed) else {
        throw ValueProblem("\(quoted(text)) is no number from \(range.lowerBound) to \(range.upperBound)")
    }
    return speed
}

private let fault: @Sendable (String) throws(ValueProblem) -> Fault = { text throws(ValueProblem) in
    do throws(FaultError) { return try Fault(parsing: text) } catch { throw ValueProblem(error.description) }
}

private func choice<Choice: RawRepresentable<String> & CaseIterable & Sendable>(
    _: Choice.Type
) -> @Sendable (String) throws(ValueProblem) -> Choice {
    { text throws(ValueProblem) in
        guard let choice = Choice(rawValue: text) else {
            throw ValueProblem("\(quoted(text)) is none of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return choice
    }
}

private func words<Choice: RawRepresentable<String> & CaseIterable>(_: Choice.Type) -> FlagCompletion {
    .words(Choice.allCases.map(\.rawValue))
}
