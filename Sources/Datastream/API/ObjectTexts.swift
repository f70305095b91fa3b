internal import Notation

/// The texts that name an object, in one allocation.
///
/// They rarely change, so a changed object shares them with its earlier version.
@usableFromInline
struct ObjectTexts: Hashable, Sendable {
    /// The head, then the id, the type of the source, the name at the source (`schema.table`) and the display name; a
    /// display name that equals the name at the source is not written again.
    @usableFromInline let bytes: [UInt8]

    /// What the head holds at which offset: where texts end, as 32-bit numbers, and one byte for each flag.
    @usableFromInline
    enum Head {
        @inlinable static var idEnd: Int { 0 }
        @inlinable static var typeEnd: Int { 4 }
        @inlinable static var namespaceEnd: Int { 8 }
        @inlinable static var tableEnd: Int { 12 }
        @inlinable static var hasSource: Int { 16 }
        @inlinable static var isShownAsSource: Int { 17 }
        @inlinable static var arePlain: Int { 18 }
        @inlinable static var count: Int { 19 }
    }

    /// Joins the texts.
    init<Text: Collection<UInt8>>(id: Text, displayName: Text, source: (type: Text, namespace: Text, table: Text)?) {
        let isShownAsSource = source.map { Self.isName(displayName, in: $0.namespace, of: $0.table) } ?? false
        let room = source.map { $0.type.count + $0.namespace.count + 1 + $0.table.count } ?? 0
        var bytes = [UInt8](repeating: 0, count: Head.count)
        bytes.reserveCapacity(Head.count + id.count + room + (isShownAsSource ? 0 : displayName.count))
        bytes += id
        Self.note(end: bytes.count, at: Head.idEnd, in: &bytes)
        if let source { bytes += source.type }
        Self.note(end: bytes.count, at: Head.typeEnd, in: &bytes)
        if let source { bytes += source.namespace }
        Self.note(end: bytes.count, at: Head.namespaceEnd, in: &bytes)
        if let source {
            if !source.namespace.isEmpty, !source.table.isEmpty { bytes.append(UInt8(ascii: ".")) }
            bytes += source.table
        }
        Self.note(end: bytes.count, at: Head.tableEnd, in: &bytes)
        if !isShownAsSource { bytes += displayName }
        let most = LabelText.maximumBytes
        let arePlain =
            id.count <= most && room <= most && displayName.count <= most
            && bytes[Head.count...].allSatisfy(Self.isPlain)
        bytes[Head.hasSource] = source == nil ? 0 : 1
        bytes[Head.isShownAsSource] = isShownAsSource ? 1 : 0
        bytes[Head.arePlain] = arePlain ? 1 : 0
        self.bytes = bytes
    }

    private static func note(end: Int, at place: Int, in bytes: inout [UInt8]) {
        bytes.withUnsafeMutableBytes { $0.storeBytes(of: UInt32(clamping: end), toByteOffset: place, as: UInt32.self) }
    }

    @inlinable
    func end(_ place: Int) -> Int {
        bytes.withUnsafeBytes { Int($0.loadUnaligned(fromByteOffset: place, as: UInt32.self)) }
    }

    /// Whether the source is known; otherwise its texts are empty.
    @inlinable var hasSource: Bool { bytes[Head.hasSource] != 0 }

    @inlinable var isShownAsSource: Bool { bytes[Head.isShownAsSource] != 0 }

    /// Whether every text can be a label's value in an exposition as it is.
    @inlinable var arePlain: Bool { bytes[Head.arePlain] != 0 }

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

    /// Whether a byte can stand between the quotes of a label's value.
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte != 0 && byte != UInt8(ascii: "\n") && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    /// The place of a text in ``bytes``.
    @inlinable
    func range(of text: StreamObject.Text) -> Range<Int> {
        switch text {
        case .id: Head.count..<end(Head.idEnd)
        case .displayName: isShownAsSource ? name : end(Head.tableEnd)..<bytes.count
        case .sourceType: end(Head.idEnd)..<end(Head.typeEnd)
        case .namespace: end(Head.typeEnd)..<end(Head.namespaceEnd)
        case .table: end(Head.namespaceEnd) + (hasDot ? 1 : 0)..<end(Head.tableEnd)
        case .label: labelRange
        }
    }

    /// Whether a dot parts the namespace from the table.
    @inlinable var hasDot: Bool {
        end(Head.typeEnd) < end(Head.namespaceEnd) && end(Head.namespaceEnd) < end(Head.tableEnd)
    }

    /// The name at the source.
    @inlinable var name: Range<Int> { end(Head.typeEnd)..<end(Head.tableEnd) }

    @inlinable var labelRange: Range<Int> {
        let name = name
        if !name.isEmpty { return name }
        let displayName = name.upperBound..<bytes.count
        return displayName.isEmpty ? Head.count..<end(Head.idEnd) : displayName
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
            || left.bytes.withUnsafeBufferPointer { left in
                right.bytes.withUnsafeBufferPointer { left.hasSameBytes(as: $0) }
            }
    }

    @usableFromInline
    func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}
