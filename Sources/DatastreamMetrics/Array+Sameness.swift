internal import Datastream

extension Array {
    /// Whether both share the same memory: a quick check that proves them equal.
    func sharesStorage(with other: [Element]) -> Bool {
        count == other.count
            && withUnsafeBufferPointer { left in other.withUnsafeBufferPointer { left.baseAddress == $0.baseAddress } }
    }
}
