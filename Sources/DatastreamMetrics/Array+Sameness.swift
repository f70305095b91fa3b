internal import Datastream

extension Array {
    /// Whether both share the same memory: a quick check that proves them equal.
    func sharesStorage(with other: [Element]) -> Bool {
        count == other.count
            && withUnsafeBufferPointer { left in other.withUnsafeBufferPointer { left.baseAddress == $0.baseAddress } }
    }
}

extension [String] {
    /// Whether both have the same texts, byte for byte.
    func isSame(as other: [String]) -> Bool {
        count == other.count && (sharesStorage(with: other) || isSame(as: other, in: indices))
    }

    /// Whether both have the same texts in a range of indices, byte for byte; both must contain the range.
    func isSame(as other: [String], in range: Range<Int>) -> Bool {
        range.allSatisfy { ByteText(self[$0]) == ByteText(other[$0]) }
    }
}
