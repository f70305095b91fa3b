package import Datastream
internal import Exposition
internal import Ledger

/// The running program: its build and its configuration.
package struct ExporterIdentity: Sendable, Equatable {
    /// The version, such as `0.1.0`.
    package var version: String
    /// The commit it was built from.
    package var revision: String
    /// The branch it was built from.
    package var branch: String
    /// The Swift compiler's version.
    package var swiftVersion: String
    /// The operating system, in Go's naming.
    package var operatingSystem: String
    /// The processor architecture, in Go's naming.
    package var architecture: String
    /// How often streams are polled.
    package var pollInterval: Duration
    /// The subset of streams that it polls.
    package var shard: Shard

    /// Creates an identity from its fields.
    package init(
        version: String, revision: String, branch: String, swiftVersion: String, operatingSystem: String,
        architecture: String, pollInterval: Duration, shard: Shard = .whole
    ) {
        self.version = version
        self.revision = revision
        self.branch = branch
        self.swiftVersion = swiftVersion
        self.operatingSystem = operatingSystem
        self.architecture = architecture
        self.pollInterval = pollInterval
        self.shard = shard
    }
}

/// What the exporter knows about itself when it publishes a poll.
struct ExporterStatus: Sendable {
    let identity: ExporterIdentity
    let objectLimit: Int
    let skippedTicks: Int
    let dropped: [ObjectSelection.Reason: Int]
    let ledgers: Ledgers
}

private let exporter = RowShapes<ExporterStatus>(identity: [])

/// Metrics of the exporter's configuration and polling.
let exporterMetrics: [MetricRow<ExporterStatus>] = [
    exporter.info(
        "datastream_exporter_build_info",
        "A metric with a constant 1 labelled by the build of datastream-exporter.",
        [
            "version": { $0.identity.version }, "revision": { $0.identity.revision }, "branch": { $0.identity.branch },
            "swiftversion": { $0.identity.swiftVersion }, "goos": { $0.identity.operatingSystem },
            "goarch": { $0.identity.architecture },
        ]),
    exporter.gauge("datastream_exporter_poll_interval_seconds", "Configured poll interval.") {
        .real($0.identity.pollInterval.seconds)
    },
    exporter.counter(
        "datastream_exporter_polls_skipped_total",
        "Poll ticks skipped because the poll before was still running."
    ) { SampleValue($0.skippedTicks) },
    exporter.each(
        "datastream_exporter_objects_dropped", .gauge,
        "Objects of the snapshots without series of their own, by reason (detail, filter, limit).",
        "reason", of: ObjectSelection.Reason.allCases
    ) { SampleValue($0.dropped[$1, default: 0]) },
    exporter.gauge(
        "datastream_exporter_object_limit",
        "Configured limit on objects with series of their own; 0 means none."
    ) { SampleValue($0.objectLimit) },
    exporter.gauge("datastream_exporter_total_shards", "Configured --total-shards.") {
        SampleValue($0.identity.shard.total)
    },
    exporter.row(
        "datastream_exporter_shard_ordinal", .gauge,
        "Configured --shard; value and label are the ordinal, as in kube-state-metrics.", ["shard_ordinal"]
    ) { status, writer in
        let ordinal = status.identity.shard.ordinal
        writer.sample("shard_ordinal", String(ordinal), SampleValue(ordinal))
    },
    exporter.gauge(
        "datastream_exporter_ledger_durable",
        "Whether the ledger took the last poll (1) or counter advances are being withheld until it does (0)."
    ) { SampleValue($0.ledgers.isDurable) },
    exporter.each(
        "datastream_exporter_ledger_errors_total", .counter,
        "Ledger operations that failed, by operation (open, read, write).", "op", of: LedgerOperation.allCases
    ) { SampleValue($0.ledgers.failures[$1, default: 0]) },
]

/// The result of the discovery of streams in a project.
struct ProjectStatus: Sendable {
    /// Locations that could not be reached; nil where no discovery runs.
    let unreachable: Int?
    /// Streams before filters; nil until they are known.
    let found: Int?
    /// Streams that are polled; nil until they are known.
    let selected: Int?
}

private let project = RowShapes<ProjectStatus>(identity: ["gcp_project"])

/// Metrics of the discovery of streams in a project.
let projectMetrics: [MetricRow<ProjectStatus>] = [
    project.gauge(
        "datastream_exporter_unreachable_locations",
        "Locations that the API reported as unreachable in the last discovery of streams."
            + " Their last known streams are kept."
    ) { $0.unreachable.map(SampleValue.init) },
    project.gauge(
        "datastream_exporter_streams_discovered",
        "Streams that the last search of the project found or that are named by flag, before filters."
    ) { $0.found.map(SampleValue.init) },
    project.gauge(
        "datastream_exporter_streams_selected",
        "Streams of the project that this exporter polls, after filters and shards."
    ) { $0.selected.map(SampleValue.init) },
]
