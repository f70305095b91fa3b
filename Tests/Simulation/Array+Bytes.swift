import Glibc

extension [UInt8] {
    /// Whether both hold the same bytes; `==` takes them one by one.
    func isSame(as other: [UInt8]) -> Bool {
        count == other.count
            && withUnsafeBytes { left in
                other.withUnsafeBytes { right in
                    guard let left = left.baseAddress, let right = right.baseAddress else { return true }
                    return memcmp(left, right, count) == 0
                }
            }
    }

    /// The end of the line that begins at a place.
    func lineEnd(from start: Int) -> Int {
        withUnsafeBytes { bytes in
            guard start < count, let base = bytes.baseAddress, let end = memchr(base + start, 10, count - start) else {
                return count
            }
            return UnsafeRawPointer(end) - base
        }
    }
}
