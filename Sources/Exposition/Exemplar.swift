/// An example of what a counter counted: one label that leads to it, and when it happened.
public struct Exemplar: Hashable, Sendable {
    /// Most characters of the label's name and value together, by OpenMetrics.
    public static let maximumCharacters = 128

    private let labels: RenderedLabels
    private let time: SampleValue?

    /// An exemplar of one event; nil where the value is empty, too long to be shown whole, or has a NUL.
    ///
    /// Parsers take a NUL for the end of the scrape.
    ///
    /// - Parameters:
    ///   - label: the name of the label, a good one.
    ///   - value: what tells this event from others.
    ///   - time: when it happened, as Unix time in seconds; nil if that is not known.
    public init?(_ label: String, _ value: String, time: SampleValue? = nil) {
        let characters = label.unicodeScalars.count + value.unicodeScalars.count
        guard !value.isEmpty, !value.utf8.contains(0), characters <= Self.maximumCharacters else { return nil }
        labels = [label: value]
        self.time = time
    }

    /// Writes what follows a sample's value; an event counts as 1.
    func append(to bytes: inout [UInt8]) {
        bytes.append(contentsOf: " # {".utf8)
        bytes.append(contentsOf: labels.bytes)
        bytes.append(contentsOf: "} 1.0".utf8)
        guard let time else { return }
        bytes.append(UInt8(ascii: " "))
        time.append(to: &bytes)
    }
}
