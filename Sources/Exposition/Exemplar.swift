/// An example of what a counter counted: a label that identifies the event, and when it happened.
package struct Exemplar: Hashable, Sendable {
    /// Maximum number of characters of the label's name and value together, from OpenMetrics.
    package static let maximumCharacters = 128

    private let labels: RenderedLabels
    private let time: SampleValue?

    /// Creates an exemplar of one event; nil when the value is empty, too long to show whole, or not a plain id.
    ///
    /// Prometheus' own Python client cannot read a value that needs escapes, and would reject the whole scrape because
    /// of one.
    ///
    /// - Parameters:
    ///   - label: a valid label name.
    ///   - value: identifies the event.
    ///   - time: when it happened, as Unix time in seconds; nil if unknown.
    package init?(_ label: String, _ value: String, time: SampleValue? = nil) {
        let characters = label.unicodeScalars.count + value.unicodeScalars.count
        guard !value.isEmpty, characters <= Self.maximumCharacters, value.utf8.allSatisfy(Self.isPlain) else {
            return nil
        }
        labels = [label: value]
        self.time = time
    }

    /// Letters, digits and the punctuation of ids.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-_.:/+".utf8.contains(byte)
        }
    }

    /// Writes the exemplar after a sample's value; an event counts as 1.
    func append(to text: inout TextBuffer) {
        text.append(" # {" as StaticString)
        text.append(labels.bytes)
        text.append("} 1.0" as StaticString)
        guard let time else { return }
        text.append(UInt8(ascii: " "))
        time.append(to: &text)
    }
}
