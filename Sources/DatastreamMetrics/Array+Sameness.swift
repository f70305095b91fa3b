internal import Datastream

extension Array {
    /// Whether both are the same memory, which makes them equal at a glance.
    func sharesStorage(with other: [Element]) -> Bool {
        count == other.count
            && withUnsafeBufferPointer { left in other.withUnsafeBufferPointer { left.baseAddress == $0.baseAddress } }
    }
}

extension [String] {
    /// Whether both are the same texts byte by byte.
    func isSame(as other: [String]) -> Bool {
        count == other.count && (sharesStorage(with: other) || isSame(as: other, in: indices))
    }

    /// Whether both are the same texts byte by byte at some places, which both have.
    func isSame(as other: [String], in range: Range<Int>) -> Bool {
        range.allSatisfy { ByteText(self[$0]) == ByteText(other[$0]) }
    }
}
