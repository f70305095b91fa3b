/// Text that is compared byte by byte; Swift's own `==` treats canonically equivalent strings as equal.
public struct ByteText: Hashable, Sendable {
    /// The text.
    public let string: String

    /// Wraps a text.
    public init(_ string: String) { self.string = string }

    /// Compares the bytes.
    public static func == (left: ByteText, right: ByteText) -> Bool {
        let isSame: Bool?? = left.string.utf8.withContiguousStorageIfAvailable { left in
            right.string.utf8.withContiguousStorageIfAvailable { right in
                left.count == right.count
                    && (left.baseAddress == right.baseAddress || left.elementsEqual(right))
            }
        }
        return isSame.flatMap(\.self) ?? left.string.utf8.elementsEqual(right.string.utf8)
    }

    /// Hashes the bytes.
    public func hash(into hasher: inout Hasher) {
        var string = string
        string.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
