package import Datastream
internal import Notation

/// What tells one error of a stream from all others of the same source, in a form that can be kept for years.
///
/// It is the same on every machine and in every version: a hash of the `errorUuid`, whose ASCII letters count in either
/// case, or of reason, time and message where the API gives no id. Texts of any length so come to 16 bytes.
package struct ErrorKey: Hashable, Comparable, Sendable {
    /// Where the error is listed.
    package let source: ErrorSource
    /// FNV-1a of 128 bits.
    package let digest: UInt128

    /// A key that was kept.
    package init(source: ErrorSource, digest: UInt128) {
        self.source = source
        self.digest = digest
    }

    /// The key of an error that is listed there.
    package init(_ error: ReportedError, source: ErrorSource) {
        var digest = StableDigest()
        if error.errorUuid.isEmpty {
            digest.add(error.reason.utf8)
            digest.add(error.message.utf8)
            digest.add((error.errorTime?.description ?? "").utf8)
        } else {
            digest.add(error.errorUuid.utf8.lazy.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 })
        }
        self.init(source: source, digest: digest.value)
    }

    /// Orders by source, then digest.
    package static func < (left: ErrorKey, right: ErrorKey) -> Bool {
        (left.source, left.digest) < (right.source, right.digest)
    }
}
