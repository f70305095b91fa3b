internal import CXXHash

/// Identifies the bytes of an object's JSON: equal fingerprints mean equal bytes.
///
/// The digest is 128-bit XXH3 with a seed that each process draws, so nobody outside can craft two texts with the same
/// digest. It lives as long as the process and is never stored.
struct Fingerprint: Equatable, Sendable {
    let low: UInt64
    let high: UInt64
    let length: UInt32

    /// Fingerprints some bytes of a page.
    init(of bytes: Span<UInt8>, seed: UInt64) {
        let digest = bytes.withUnsafeBufferPointer { XXH3_128bits_withSeed($0.baseAddress, $0.count, seed) }
        low = digest.low64
        high = digest.high64
        length = UInt32(clamping: bytes.count)
    }
}
