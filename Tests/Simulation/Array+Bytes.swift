import Glibc
import Notation

extension [UInt8] {
    /// Whether both hold the same bytes; `==` takes them one by one.
    func isSame(as other: [UInt8]) -> Bool {
        withUnsafeBufferPointer { bytes in other.withUnsafeBufferPointer { bytes.hasSameBytes(as: $0) } }
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
