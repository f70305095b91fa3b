/// Appends the lines of one metric family to a buffer, in one format.
public struct SampleWriter: Sendable {
    /// The lines so far.
    public private(set) var bytes: [UInt8] = []
    /// The labels that all samples of the present subject share.
    public var identity = RenderedLabels()
    /// Whether a line so far bears an exemplar; if none does, the samples are the same in all formats.
    public private(set) var hasExemplars = false
    private let format: ExpositionFormat
    private var name: [UInt8] = []
    private var isCounter = false

    /// An empty buffer.
    public init(_ format: ExpositionFormat = .text) { self.format = format }

    /// Starts the samples of a family.
    public mutating func begin(_ family: MetricFamily) {
        name = Array(family.name.utf8)
        isCounter = family.type == .counter
    }

    /// Writes what stands before the samples of a family, in the order that the format asks for.
    public mutating func header(_ family: MetricFamily) {
        let name = family.name(in: format)
        let type = "# TYPE \(name) \(family.type.rawValue)\n"
        switch format {
        case .text:
            help(of: family)
            bytes.append(contentsOf: type.utf8)
        case .openMetrics:
            bytes.append(contentsOf: type.utf8)
            if let unit = family.unit { bytes.append(contentsOf: "# UNIT \(name) \(unit)\n".utf8) }
            help(of: family)
        }
    }

    private mutating func help(of family: MetricFamily) {
        bytes.append(contentsOf: "# HELP \(family.name(in: format)) ".utf8)
        for byte in family.help.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): bytes.append(contentsOf: #"\\"#.utf8)
            case UInt8(ascii: "\n"): bytes.append(contentsOf: #"\n"#.utf8)
            case UInt8(ascii: "\"") where format == .openMetrics: bytes.append(contentsOf: #"\""#.utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    /// Writes a sample of the present subject.
    public mutating func sample(_ value: SampleValue) {
        line(suffix: "", extra: { _ in }, value)
    }

    /// Writes a sample of the present subject with a label of its own.
    public mutating func sample(_ label: String, _ text: String, _ value: SampleValue) {
        line(suffix: "", extra: { RenderedLabels.append(label, text, to: &$0) }, value)
    }

    /// Writes a sample of the present subject with a label of its own, and in OpenMetrics an example of what it counts.
    ///
    /// Only counters have exemplars; elsewhere it is left out.
    public mutating func sample(_ label: String, _ text: String, _ value: SampleValue, exemplar: Exemplar?) {
        sample(label, text, value)
        guard let exemplar, isCounter, format == .openMetrics else { return }
        bytes.removeLast()
        exemplar.append(to: &bytes)
        bytes.append(UInt8(ascii: "\n"))
        hasExemplars = true
    }

    /// Writes a sample of the present subject with labels of its own.
    public mutating func sample(_ labels: RenderedLabels, _ value: SampleValue) {
        line(suffix: "", extra: { $0.append(contentsOf: labels.bytes) }, value)
    }

    /// Writes a histogram of the present subject: buckets added up, `+Inf`, sum and count.
    ///
    /// - Parameters:
    ///   - bounds: the upper bounds, ascending, without infinity.
    ///   - counts: observations a bucket, not added up; one more than `bounds`.
    ///   - sum: the sum of all observations.
    public mutating func histogram(bounds: [Double], counts: [Int], sum: Double) {
        var total = 0
        for (bound, count) in zip(bounds + [.infinity], counts) {
            let (sum, overflow) = total.addingReportingOverflow(count)
            total = overflow ? .max : sum
            let text = SampleValue.text(bound)
            line(suffix: "_bucket", extra: { RenderedLabels.append("le", text, to: &$0) }, SampleValue(total))
        }
        line(suffix: "_sum", extra: { _ in }, .real(sum))
        line(suffix: "_count", extra: { _ in }, SampleValue(total))
    }

    /// Hands over the lines and starts an empty buffer.
    public mutating func take() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    @inline(__always)
    private mutating func line(suffix: StaticString, extra: (inout [UInt8]) -> Void, _ value: SampleValue) {
        bytes.append(contentsOf: name)
        bytes.append(contentsOf: UnsafeBufferPointer(start: suffix.utf8Start, count: suffix.utf8CodeUnitCount))
        let open = bytes.count
        bytes.append(UInt8(ascii: "{"))
        bytes.append(contentsOf: identity.bytes)
        let own = bytes.count
        extra(&bytes)
        if own > open + 1, bytes.count > own { bytes.insert(UInt8(ascii: ","), at: own) }
        if bytes.count == open + 1 { bytes.removeLast() } else { bytes.append(UInt8(ascii: "}")) }
        bytes.append(UInt8(ascii: " "))
        value.append(to: &bytes)
        bytes.append(UInt8(ascii: "\n"))
    }
}
