extension StreamObject {
    /// A text of an object, to be read as bytes.
    public enum Text: Sendable {
        /// ``StreamObject/id``.
        case id
        /// ``StreamObject/displayName``.
        case displayName
        /// ``SourceObject/type``; empty without a source object.
        case sourceType
        /// ``SourceObject/namespace``; empty without a source object.
        case namespace
        /// ``SourceObject/table``; empty without a source object.
        case table
        /// ``StreamObject/label``.
        case label
    }

    /// Passes the UTF-8 of a text to `read`, without making a string.
    @inlinable
    public func withUTF8<Value>(of text: Text, _ read: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
        texts.withUTF8(of: text, read)
    }

    /// Whether every text can be a label's value in an exposition as it is: it is short enough and has no character
    /// to escape or replace.
    @inlinable public var hasPlainTexts: Bool { texts.arePlain }

    /// The id that the server assigned: the last segment of the resource name.
    public var id: String { texts.string(.id) }

    /// The human-readable name, usually `schema.table`.
    public var displayName: String { texts.string(.displayName) }

    /// Its identity at the source; nil when the API does not say.
    public var sourceObject: SourceObject? {
        guard texts.hasSource else { return nil }
        return SourceObject(
            type: texts.string(.sourceType), namespace: texts.string(.namespace), table: texts.string(.table))
    }

    /// The name to show: `schema.table`, else the display name, else the id.
    ///
    /// It may repeat within a stream; ``ObjectLabels`` makes it unique.
    public var label: String { texts.string(.label) }

    /// Whether both have the same id, byte for byte.
    public func hasSameID(as other: StreamObject) -> Bool {
        self === other || texts.isIdentical(to: other.texts) || texts.hasSame(.id, as: other.texts)
    }

    /// Whether both have the same id and the same names, byte for byte.
    public func hasSameNames(as other: StreamObject) -> Bool { texts == other.texts }
}
