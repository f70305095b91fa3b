/// Text that must not be seen: whatever prints it prints `<secret>`.
public struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let text: String

    /// Hides a text.
    public init(_ text: String) { self.text = text }

    /// The text, for the one place that sends it.
    public var revealed: String { text }

    /// Never the text.
    public var description: String { "<secret>" }
    /// Never the text.
    public var debugDescription: String { "<secret>" }
    /// Never the text.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
