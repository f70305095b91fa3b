internal import Datastream
internal import Exposition
internal import Ledger

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
