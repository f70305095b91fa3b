package import Datastream
internal import Notation

/// Identifies an error among all errors of a stream from the same source, in a form that can be stored for years.
///
/// The key is the same on every machine and in every version. It hashes the `errorUuid`, ignoring the case of ASCII
/// letters. If the API gives no id, it hashes the reason, the message and the time. This reduces texts of any length to
/// 16 bytes.
package struct ErrorKey: Hashable, Comparable, Sendable {
    // Two halves, because a `UInt128` would round the size of a key up to 32 bytes.
    private let high: UInt64
    private let low: UInt64
    /// Where the error is listed.
    package let source: ErrorSource

    /// A 128-bit FNV-1a hash.
    package var digest: UInt128 { UInt128(high) << 64 | UInt128(low) }

    /// Restores a stored key.
    package init(source: ErrorSource, digest: UInt128) {
        self.source = source
        high = UInt64(truncatingIfNeeded: digest >> 64)
        low = UInt64(truncatingIfNeeded: digest)
    }

    /// The key of an error listed by this source.
    package init(_ error: ReportedError, source: ErrorSource) {
        var digest = StableDigest()
        if error.errorUuid.isEmpty {
            digest.add(error.reason)
            digest.add(error.message)
            digest.add(error.errorTime?.description ?? "")
        } else {
            digest.add(error.errorUuid, ignoringCase: true)
        }
        self.init(source: source, digest: digest.value)
    }

    /// Hashes the digest alone: few keys of two sources share one.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(high)
        hasher.combine(low)
    }

    /// Orders by source, then digest.
    package static func < (left: ErrorKey, right: ErrorKey) -> Bool {
        (left.source.rank, left.high, left.low) < (right.source.rank, right.high, right.low)
    }
}
