internal import Notation

/// The texts that name an object, in one allocation.
///
/// They rarely change, so a changed object shares them with its earlier version.
@usableFromInline
struct ObjectTexts: Hashable, Sendable {
    /// The id, the type of the source, the name at the source (`schema.table`) and the display name; a display name
    /// that equals the name at the source is not written again.
    @usableFromInline let bytes: [UInt8]
    @usableFromInline let idEnd: UInt32
    @usableFromInline let typeEnd: UInt32
    @usableFromInline let namespaceEnd: UInt32
    @usableFromInline let tableEnd: UInt32
    /// Whether the source is known; otherwise its texts are empty.
    @usableFromInline let hasSource: Bool
    @usableFromInline let isShownAsSource: Bool
    /// Whether every text can be a label's value in an exposition as it is.
    @usableFromInline let arePlain: Bool

    /// Joins the texts.
    init<Text: Collection<UInt8>>(id: Text, displayName: Text, source: (type: Text, namespace: Text, table: Text)?) {
        let isShownAsSource = source.map { Self.isName(displayName, in: $0.namespace, of: $0.table) } ?? false
        let room = source.map { $0.type.count + $0.namespace.count + 1 + $0.table.count } ?? 0
        var bytes: [UInt8] = []
        bytes.reserveCapacity(id.count + room + (isShownAsSource ? 0 : displayName.count))
        bytes += id
        idEnd = Self.end(bytes)
        if let source { bytes += source.type }
        typeEnd = Self.end(bytes)
        if let source { bytes += source.namespace }
        namespaceEnd = Self.end(bytes)
        if let source {
            if !source.namespace.isEmpty, !source.table.isEmpty { bytes.append(UInt8(ascii: ".")) }
            bytes += source.table
        }
        tableEnd = Self.end(bytes)
        if !isShownAsSource { bytes += displayName }
        let most = LabelText.maximumBytes
        arePlain = id.count <= most && room <= most && displayName.count <= most && bytes.allSatisfy(Self.isPlain)
        hasSource = source != nil
        self.isShownAsSource = isShownAsSource
        self.bytes = bytes
    }

    /// Whether a text is `namespace.table`, or the one of them that is not empty.
    private static func isName<Text: Collection<UInt8>>(_ text: Text, in namespace: Text, of table: Text) -> Bool {
        var rest = text[...]
        guard rest.starts(with: namespace) else { return false }
        rest = rest.dropFirst(namespace.count)
        if !namespace.isEmpty, !table.isEmpty {
            guard rest.popFirst() == UInt8(ascii: ".") else { return false }
        }
        return rest.elementsEqual(table)
    }

    private static func end(_ bytes: [UInt8]) -> UInt32 { UInt32(clamping: bytes.count) }

    /// Whether a byte can stand between the quotes of a label's value.
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte != 0 && byte != UInt8(ascii: "\n") && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    /// The place of a text in ``bytes``.
    @inlinable
    func range(of text: StreamObject.Text) -> Range<Int> {
        switch text {
        case .id: 0..<Int(idEnd)
        case .displayName: isShownAsSource ? Int(typeEnd)..<Int(tableEnd) : Int(tableEnd)..<bytes.count
        case .sourceType: Int(idEnd)..<Int(typeEnd)
        case .namespace: Int(typeEnd)..<Int(namespaceEnd)
        case .table: Int(namespaceEnd) + (hasDot ? 1 : 0)..<Int(tableEnd)
        case .label: labelRange
        }
    }

    /// Whether a dot parts the namespace from the table.
    @inlinable var hasDot: Bool { typeEnd < namespaceEnd && namespaceEnd < tableEnd }

    @inlinable var labelRange: Range<Int> {
        if typeEnd < tableEnd { return Int(typeEnd)..<Int(tableEnd) }
        let displayName = Int(tableEnd)..<bytes.count
        return displayName.isEmpty ? 0..<Int(idEnd) : displayName
    }

    /// Passes the bytes of a text to `read`.
    @inlinable
    func withUTF8<Value>(of text: StreamObject.Text, _ read: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
        bytes.withUnsafeBufferPointer { read(UnsafeBufferPointer(rebasing: $0[range(of: text)])) }
    }

    /// A text as a new string.
    func string(_ text: StreamObject.Text) -> String {
        withUTF8(of: text) { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether both are the same memory.
    func isIdentical(to other: ObjectTexts) -> Bool {
        bytes.withUnsafeBufferPointer { left in
            other.bytes.withUnsafeBufferPointer { left.baseAddress == $0.baseAddress && left.count == $0.count }
        }
    }

    /// Whether a text is the same in both.
    func hasSame(_ text: StreamObject.Text, as other: ObjectTexts) -> Bool {
        withUTF8(of: text) { left in other.withUTF8(of: text) { left.hasSameBytes(as: $0) } }
    }

    @usableFromInline
    static func == (left: ObjectTexts, right: ObjectTexts) -> Bool {
        left.isIdentical(to: right)
            || left.idEnd == right.idEnd && left.typeEnd == right.typeEnd && left.namespaceEnd == right.namespaceEnd
                && left.tableEnd == right.tableEnd && left.hasSource == right.hasSource
                && left.isShownAsSource == right.isShownAsSource
                && left.bytes.withUnsafeBufferPointer { left in
                    right.bytes.withUnsafeBufferPointer { left.hasSameBytes(as: $0) }
                }
    }

    @usableFromInline
    func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}
