package import Exposition

/// The groups of this catalog.
extension MetricGroup {
    /// Streams, their projects and locations, and what the objects of a stream come to.
    package static let stream = MetricGroup(rawValue: "stream")
    /// Stream objects, each by itself.
    package static let object = MetricGroup(rawValue: "object")
    /// The exporter and its process.
    package static let exporter = MetricGroup(rawValue: "exporter")

    /// All groups, in the catalog's order.
    package static let all = [stream, object, exporter]

    /// The group that a family belongs to, as its name has it.
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
