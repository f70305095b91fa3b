internal import Datastream
internal import Exposition
internal import Notation

/// The shapes of metrics of one kind of subject: each method makes a row of one shape with its labels.
///
/// A reading of nil writes no sample: absent is not zero.
struct RowShapes<Subject> {
    /// The labels that identify a subject.
    let identity: [String]

    /// A value that goes up and down.
    func gauge(
        _ name: String, _ help: String, _ read: @escaping @Sendable (Subject) -> SampleValue?
    ) -> MetricRow<Subject> {
        single(name, .gauge, help, read)
    }

    /// A count that only grows.
    func counter(
        _ name: String, _ help: String, _ read: @escaping @Sendable (Subject) -> SampleValue?
    ) -> MetricRow<Subject> {
        single(name, .counter, help, read)
    }

    /// A point in time, as Unix time.
    func timestamp(
        _ name: String, _ help: String, _ read: @escaping @Sendable (Subject) -> Timestamp?
    ) -> MetricRow<Subject> {
        row(name, .gauge, help, reading: read) { time, writer in
            if let time { writer.sample(SampleValue(time)) }
        }
    }

    /// A constant 1 with labels that describe the subject; each label has a name and a reader of its value.
    func info(
        _ name: String, _ help: String, _ labels: KeyValuePairs<String, @Sendable (Subject) -> String>
    ) -> MetricRow<Subject> {
        let labels = labels.map { (name: $0.key, read: $0.value) }
        return row(name, .gauge, help, labels.map(\.name)) { subject, writer in
            writer.open()
            for (name, read) in labels { writer.label(name, LabelText.bounded(read(subject))) }
            writer.close(1)
        }
    }

    /// One sample per value of a known set, including zeros; no sample where there is no reading.
    func each<Value: RawRepresentable<String> & Sendable>(
        _ name: String, _ type: MetricType, _ help: String, _ label: String, of values: [Value],
        _ read: @escaping @Sendable (Subject, Value) -> SampleValue?
    ) -> MetricRow<Subject> {
        let areSame: @Sendable (Subject, Subject) -> Bool = { left, right in
            values.allSatisfy { read(left, $0) == read(right, $0) }
        }
        return row(name, type, help, [label], areSame: areSame) { subject, writer in
            for value in values {
                if let sample = read(subject, value) { writer.sample(label, value.rawValue, sample) }
            }
        }
    }

    /// Errors by reason; a reason without errors has no sample.
    func reasons(
        _ name: String, _ help: String, _ read: @escaping @Sendable (Subject) -> ReasonCounts
    ) -> MetricRow<Subject> {
        row(name, .gauge, help, ["reason"]) { subject, writer in
            for (reason, count) in read(subject).sorted { writer.sample("reason", reason.value, SampleValue(count)) }
        }
    }

    /// Errors by reason; reasons without a name in their stream count as other.
    ///
    /// A set of nil names all reasons.
    func reasons(
        _ name: String, _ help: String, _ read: @escaping @Sendable (Subject) -> ([ReportedError], Set<LabelText>?)
    ) -> MetricRow<Subject> {
        row(name, .gauge, help, ["reason"], reading: { Self.counts(read($0)) }) { counts, writer in
            if counts.isEmpty { return }
            for (reason, count) in counts.sorted(by: { $0.key < $1.key }) {
                writer.sample("reason", reason.value, SampleValue(count))
            }
        }
    }

    private static func counts(_ reading: (errors: [ReportedError], names: Set<LabelText>?)) -> [LabelText: Int] {
        if reading.errors.isEmpty { return Dictionary() }
        return reading.errors.reduce(into: [:]) { counts, error in
            let reason = LabelText(error.reason)
            counts[reading.names?.contains(reason) == false ? ReasonCounts.other : reason, default: 0] += 1
        }
    }

    /// Counts by a text that this program defines, sorted by it.
    func counts(
        _ name: String, _ help: String, _ label: String, _ read: @escaping @Sendable (Subject) -> [String: Int]
    ) -> MetricRow<Subject> {
        row(name, .counter, help, [label]) { subject, writer in
            for (text, count) in read(subject).sorted(by: { $0.key < $1.key }) {
                writer.sample(label, text, SampleValue(count))
            }
        }
    }

    /// A row that writes samples of what it reads: subjects with equal readings have the same samples.
    func row<Reading: Equatable & SendableMetatype>(
        _ name: String, _ type: MetricType, _ help: String, _ labels: [String] = [],
        reading read: @escaping @Sendable (Subject) -> Reading,
        _ write: @escaping @Sendable (Reading, inout SampleWriter) -> Void
    ) -> MetricRow<Subject> {
        row(name, type, help, labels, areSame: { read($0) == read($1) }) { write(read($0), &$1) }
    }

    /// A row of any shape; without `areSame`, any two subjects may have different samples.
    func row(
        _ name: String, _ type: MetricType, _ help: String, _ labels: [String] = [],
        areSame: @escaping @Sendable (Subject, Subject) -> Bool = { _, _ in false },
        _ write: @escaping @Sendable (Subject, inout SampleWriter) -> Void
    ) -> MetricRow<Subject> {
        let family = MetricFamily(name: name, type: type, help: help, labels: identity + labels)
        return MetricRow(family, areSame: areSame, write: write)
    }

    private func single(
        _ name: String, _ type: MetricType, _ help: String, _ read: @escaping @Sendable (Subject) -> SampleValue?
    ) -> MetricRow<Subject> {
        row(name, type, help, reading: read) { value, writer in
            if let value { writer.sample(value) }
        }
    }
}

extension SampleValue {
    /// A point in time as Unix time, with full precision.
    init(_ timestamp: Timestamp) { self = .time(seconds: timestamp.seconds, nanoseconds: timestamp.nanoseconds) }
}
