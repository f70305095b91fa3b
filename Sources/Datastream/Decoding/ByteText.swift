/// Text that is compared byte by byte; Swift itself holds canonically equivalent strings to be equal.
public struct ByteText: Hashable, Sendable {
    /// The text.
    public let string: String

    /// The text as its bytes.
    public init(_ string: String) { self.string = string }

    /// Whether both are the same bytes.
    public static func == (left: ByteText, right: ByteText) -> Bool {
        let isSame: Bool?? = left.string.utf8.withContiguousStorageIfAvailable { left in
            right.string.utf8.withContiguousStorageIfAvailable { right in
                left.count == right.count
                    && (left.baseAddress == right.baseAddress || left.elementsEqual(right))
            }
        }
        return isSame.flatMap(\.self) ?? left.string.utf8.elementsEqual(right.string.utf8)
    }

    /// Feeds the bytes.
    public func hash(into hasher: inout Hasher) {
        var string = string
        string.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
