/// Text that must not be shown: it always prints as `<secret>`.
package struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let text: String

    /// Longest token, in bytes: a longer one would not fit into a request's headers.
    static let maximumTokenBytes = 64 * 1_024

    /// Hides a text.
    package init(_ text: String) { self.text = text }

    /// Hides a token; nil if it could end a header early or cannot be sent in one.
    init?(token text: String) {
        let bytes = text.utf8
        guard !bytes.isEmpty, bytes.count <= Self.maximumTokenBytes, bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            return nil
        }
        self.text = text
    }

    /// The text, for the code that sends it.
    package var revealed: String { text }

    /// Always `<secret>`.
    package var description: String { "<secret>" }
    /// Always `<secret>`.
    package var debugDescription: String { "<secret>" }
    /// Always `<secret>`.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
