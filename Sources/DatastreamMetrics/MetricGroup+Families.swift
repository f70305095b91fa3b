package import Exposition

extension MetricGroup {
    /// Streams, their projects and locations, and totals over the objects of a stream.
    package static let stream = MetricGroup(rawValue: "stream")
    /// Individual stream objects.
    package static let object = MetricGroup(rawValue: "object")
    /// The exporter and its process.
    package static let exporter = MetricGroup(rawValue: "exporter")

    /// All groups, in the catalog's order.
    package static let all = [stream, object, exporter]

    /// The group of a family, from the prefix of its name.
    package init(of family: MetricFamily) {
        let prefixes: [(String, MetricGroup)] = [
            ("datastream_object_", .object), ("datastream_exporter_", .exporter), ("process_", .exporter),
        ]
        self = prefixes.first { family.name.hasPrefix($0.0) }?.1 ?? .stream
    }
}

extension Exposition {
    /// Adds the families that have samples, each to its group.
    mutating func append<Subject: Sendable>(
        families rows: [MetricRow<Subject>], of subjects: [LabelledSubject<Subject>]
    ) {
        for group in MetricGroup.all {
            var run = FamilyRun()
            run.append(families: rows.filter { MetricGroup(of: $0.family) == group }, of: subjects)
            append(run, to: group)
        }
    }
}
