internal import Notation

/// A text from the API as a label value: bounded, free of NUL, and compared byte by byte, as in Prometheus.
public struct LabelText: Hashable, Comparable, Sendable {
    private let text: ByteText

    /// Maximum length in bytes; a longer value is cut and ends in `#` and a hash of the full text.
    public static let maximumBytes = 512

    /// Creates a bounded label value.
    public init(_ text: String) { self.text = ByteText(Self.bounded(text)) }

    /// The value to render.
    public var value: String { text.string }

    /// Orders by bytes.
    public static func < (left: LabelText, right: LabelText) -> Bool {
        left.value.utf8.lexicographicallyPrecedes(right.value.utf8)
    }

    /// Cuts a text to ``maximumBytes`` and replaces NUL, which exposition parsers take for the end.
    ///
    /// Two long texts that differ anywhere stay different.
    public static func bounded(_ text: String) -> String {
        let text = text.utf8.contains(0) ? text.replacing("\0", with: "\u{FFFD}") : text
        guard text.utf8.count > maximumBytes else { return text }
        let hash = "#" + String(StableHash.of(text), radix: 16)
        var end = text.utf8.index(text.startIndex, offsetBy: maximumBytes - hash.utf8.count)
        while end.samePosition(in: text.unicodeScalars) == nil { end = text.utf8.index(before: end) }
        return text[..<end] + hash
    }
}
