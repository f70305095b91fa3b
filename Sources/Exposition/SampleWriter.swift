/// Writes the lines of one metric family, in one format.
package struct SampleWriter: ~Copyable {
    /// The lines so far.
    package private(set) var text = TextBuffer()
    /// Whether a line so far bears an exemplar; if none does, the samples are the same in all formats.
    private(set) var hasExemplars = false
    private let format: ExpositionFormat
    private var name: [UInt8] = []
    private var isCounter = false
    /// What every line begins with where the subjects share labels: the name, a brace, these labels.
    private var start: [UInt8] = []
    private var shared: [UInt8] = []
    /// The labels of the present subject; valid while it is written.
    private var identity = UnsafeRawBufferPointer(start: nil, count: 0)
    /// Where the present line's brace stands.
    private var brace = 0

    package init(_ format: ExpositionFormat = .text) { self.format = format }

    /// Starts the samples of a family, whose subjects share labels that stand before those of each.
    package mutating func begin(_ family: MetricFamily, sharing labels: RenderedLabels = [:]) {
        name = Array(family.name.utf8)
        isCounter = family.type == .counter
        shared = labels.bytes
        start = name + [UInt8(ascii: "{")] + shared
    }

    /// Writes what a subject shows, under labels of its own: rendered label pairs without braces.
    @inline(__always)
    package mutating func subject(_ labels: UnsafeRawBufferPointer, _ write: (inout SampleWriter) -> Void) {
        identity = labels
        write(&self)
        identity = UnsafeRawBufferPointer(start: nil, count: 0)
    }

    /// Writes a sample of the present subject.
    package mutating func sample(_ value: SampleValue) {
        open()
        close(value)
    }

    /// Writes a sample of the present subject with a label of its own.
    package mutating func sample(_ name: String, _ value: String, _ number: SampleValue) {
        open()
        label(name, value)
        close(number)
    }

    /// Writes a sample of the present subject with a label of its own, and in OpenMetrics an example of what it counts.
    ///
    /// Only counters have exemplars; elsewhere it is left out.
    package mutating func sample(_ name: String, _ value: String, _ number: SampleValue, exemplar: Exemplar?) {
        sample(name, value, number)
        guard let exemplar, isCounter, format == .openMetrics else { return }
        text.removeLast()
        exemplar.append(to: &text)
        text.append(UInt8(ascii: "\n"))
        hasExemplars = true
    }

    /// Writes a sample of the present subject with labels of its own.
    package mutating func sample(_ labels: KeyValuePairs<String, String>, _ value: SampleValue) {
        open()
        for (name, value) in labels { label(name, value) }
        close(value)
    }

    /// Writes a histogram of the present subject: buckets added up, `+Inf`, sum and count.
    ///
    /// - Parameters:
    ///   - labels: labels of its own, beside `le`.
    ///   - bounds: the upper bounds, ascending, without infinity.
    ///   - counts: observations a bucket, not added up; one more than `bounds`.
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

    /// Begins a line: `name{` and the labels of the subject.
    package mutating func open() {
        brace = text.count + name.count
        text.append(start)
        openIdentity()
    }

    private mutating func open(_ suffix: StaticString) {
        text.append(name)
        text.append(suffix)
        brace = text.count
        text.append(UInt8(ascii: "{"))
        text.append(shared)
        openIdentity()
    }

    private mutating func openIdentity() {
        guard !identity.isEmpty else { return }
        if text.count > brace + 1 { text.append(UInt8(ascii: ",")) }
        text.append(identity)
    }

    /// Adds a label to the line that is open.
    package mutating func label(_ name: String, _ value: String) {
        if text.count > brace + 1 { text.append(UInt8(ascii: ",")) }
        text.append(label: name, value)
    }

    /// Ends the line that is open with its value.
    package mutating func close(_ value: SampleValue) {
        if text.count == brace + 1 { text.removeLast() } else { text.append(UInt8(ascii: "}")) }
        text.append(UInt8(ascii: " "))
        value.append(to: &text)
        text.append(UInt8(ascii: "\n"))
    }

    /// Forgets the lines and keeps their memory.
    package mutating func removeAll() {
        text.removeAll()
        hasExemplars = false
    }
}

extension SampleWriter {
    /// Writes what stands before the samples of a family, in the order that the format asks for.
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
