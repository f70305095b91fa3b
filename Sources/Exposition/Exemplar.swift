/// An example of what a counter counted: one label that leads to it, and when it happened.
package struct Exemplar: Hashable, Sendable {
    /// Most characters of the label's name and value together, by OpenMetrics.
    package static let maximumCharacters = 128

    private let labels: RenderedLabels
    private let time: SampleValue?

    /// An exemplar of one event; nil where the value is empty, too long to be shown whole, or no plain id.
    ///
    /// Prometheus' own Python client cannot read a value that needs escapes, and would refuse the whole scrape for one.
    ///
    /// - Parameters:
    ///   - label: the name of the label, a good one.
    ///   - value: what tells this event from others.
    ///   - time: when it happened, as Unix time in seconds; nil if that is not known.
    package init?(_ label: String, _ value: String, time: SampleValue? = nil) {
        let characters = label.unicodeScalars.count + value.unicodeScalars.count
        guard !value.isEmpty, characters <= Self.maximumCharacters, value.utf8.allSatisfy(Self.isPlain) else {
            return nil
        }
        labels = [label: value]
        self.time = time
    }

    /// Letters, digits and the marks that ids are made of.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-_.:/+".utf8.contains(byte)
        }
    }

    /// Writes what follows a sample's value; an event counts as 1.
    func append(to text: inout TextBuffer) {
        text.append(" # {" as StaticString)
        text.append(labels.bytes)
        text.append("} 1.0" as StaticString)
        guard let time else { return }
        text.append(UInt8(ascii: " "))
        time.append(to: &text)
    }
}
