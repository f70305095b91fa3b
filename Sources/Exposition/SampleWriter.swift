/// Writes the lines of one metric family, in one format.
package struct SampleWriter: ~Copyable {
    /// The lines so far.
    package private(set) var text = TextBuffer()
    /// Whether a line so far has an exemplar; without exemplars, the samples are the same in all formats.
    private(set) var hasExemplars = false
    private let format: ExpositionFormat
    private var name: [UInt8] = []
    private var isCounter = false
    /// The labels that all subjects share, each with a comma after it.
    private var shared: [UInt8] = []
    /// The start of every line: the name, a brace and the shared labels.
    private var start: [UInt8] = []
    /// The labels of the current subject; valid only while it is written.
    private var identity = UnsafeRawBufferPointer(start: nil, count: 0)

    package init(_ format: ExpositionFormat = .text) { self.format = format }

    /// Starts the samples of a family; the shared labels come before those of each subject.
    package mutating func begin(_ family: MetricFamily, sharing labels: RenderedLabels = [:]) {
        name = Array(family.name.utf8)
        isCounter = family.type == .counter
        shared = labels.bytes.isEmpty ? [] : labels.bytes + [UInt8(ascii: ",")]
        start = name + [UInt8(ascii: "{")] + shared
    }

    /// Writes the samples of a subject under its own labels: rendered label pairs without braces.
    @inline(__always)
    package mutating func subject(_ labels: UnsafeRawBufferPointer, _ write: (inout SampleWriter) -> Void) {
        identity = labels
        write(&self)
        identity = UnsafeRawBufferPointer(start: nil, count: 0)
    }

    /// Writes a sample of the current subject.
    package mutating func sample(_ value: SampleValue) {
        open()
        close(value)
    }

    /// Writes a sample of the current subject with one additional label.
    package mutating func sample(_ name: String, _ value: String, _ number: SampleValue) {
        open()
        label(name, value)
        close(number)
    }

    /// Writes a sample of the current subject with one additional label and, in OpenMetrics, an exemplar.
    ///
    /// Only counters have exemplars; elsewhere the exemplar is omitted.
    package mutating func sample(_ name: String, _ value: String, _ number: SampleValue, exemplar: Exemplar?) {
        sample(name, value, number)
        guard let exemplar, isCounter, format == .openMetrics else { return }
        text.removeLast()
        exemplar.append(to: &text)
        text.append(UInt8(ascii: "\n"))
        hasExemplars = true
    }

    /// Writes a sample of the current subject with additional labels.
    package mutating func sample(_ labels: KeyValuePairs<String, String>, _ value: SampleValue) {
        open()
        for (name, value) in labels { label(name, value) }
        close(value)
    }

    /// Writes a histogram of the current subject: cumulative buckets, `+Inf`, sum and count.
    ///
    /// - Parameters:
    ///   - labels: additional labels, besides `le`.
    ///   - bounds: the upper bounds in ascending order, without infinity.
    ///   - counts: observations per bucket, not cumulative; one more than `bounds`.
    ///   - sum: the sum of all observations.
    package mutating func histogram(
        _ labels: KeyValuePairs<String, String> = [:], bounds: [Double], counts: [Int], sum: Double
    ) {
        var total = 0
        for (bound, count) in zip(bounds + [.infinity], counts) {
            let (next, overflow) = total.addingReportingOverflow(count)
            total = overflow ? .max : next
            open("_bucket")
            for (name, value) in labels { label(name, value) }
            label("le", SampleValue.text(bound))
            close(SampleValue(total))
        }
        for (suffix, value) in [("_sum" as StaticString, .real(sum)), ("_count", SampleValue(total))] {
            open(suffix)
            for (name, value) in labels { label(name, value) }
            close(value)
        }
    }

    /// Starts a line: `name{` and the labels of the subject, each with a comma after it.
    package mutating func open() {
        text.append(start)
        openIdentity()
    }

    private mutating func open(_ suffix: StaticString) {
        text.append(name)
        text.append(suffix)
        text.append(UInt8(ascii: "{"))
        text.append(shared)
        openIdentity()
    }

    private mutating func openIdentity() {
        if identity.isEmpty { return }
        text.append(identity)
        text.append(UInt8(ascii: ","))
    }

    /// Adds a label to the open line.
    package mutating func label(_ name: String, _ value: String) {
        text.append(label: name, value)
        text.append(UInt8(ascii: ","))
    }

    /// Adds a label to the open line; a plain value has nothing to escape.
    package mutating func label(_ name: String, plain value: UnsafeBufferPointer<UInt8>) {
        text.append(label: name, value, isPlain: true)
        text.append(UInt8(ascii: ","))
    }

    /// Ends the open line with its value.
    package mutating func close(_ value: SampleValue) {
        let hasLabels = text.last == UInt8(ascii: ",")
        text.removeLast()
        text.append(hasLabels ? "} " as StaticString : " ")
        value.append(to: &text)
        text.append(UInt8(ascii: "\n"))
    }

    /// Removes the lines but keeps their memory.
    package mutating func removeAll() {
        text.removeAll()
        hasExemplars = false
    }
}

extension SampleWriter {
    /// Writes the lines before a family's samples, in the order that the format requires.
    mutating func header(_ family: MetricFamily) {
        let name = family.name(in: format)
        let type = "# TYPE \(name) \(family.type.rawValue)\n"
        switch format {
        case .text:
            help(of: family)
            text.append(type)
        case .openMetrics:
            text.append(type)
            if let unit = family.unit { text.append("# UNIT \(name) \(unit)\n") }
            help(of: family)
        }
    }

    private mutating func help(of family: MetricFamily) {
        text.append("# HELP \(family.name(in: format)) ")
        for byte in family.help.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): text.append("\\\\" as StaticString)
            case UInt8(ascii: "\n"): text.append("\\n" as StaticString)
            case UInt8(ascii: "\"") where format == .openMetrics: text.append("\\\"" as StaticString)
            default: text.append(byte)
            }
        }
        text.append(UInt8(ascii: "\n"))
    }
}
