internal import Notation

/// The part of all streams that one of several exporters polls.
///
/// A stream belongs to the shard whose ordinal is a hash of its full resource name modulo the number of shards. The hash is
/// FNV-1a of 64 bits, mixed by MurmurHash3's finalizer, as the low bits of FNV-1a alone repeat where names count up. This
/// never changes: shards of two versions agree.
public struct Shard: Hashable, Sendable {
    /// Which shard this is, from 0.
    public let ordinal: Int
    /// How many there are.
    public let total: Int

    /// The one shard that has all streams.
    public static let whole = Shard()

    private init() {
        ordinal = 0
        total = 1
    }

    /// A shard of several; nil when there is no shard of that ordinal.
    public init?(ordinal: Int, of total: Int) {
        guard total > 0, (0..<total).contains(ordinal) else { return nil }
        self.ordinal = ordinal
        self.total = total
    }

    /// Whether a stream is this shard's.
    public func owns(_ stream: StreamName) -> Bool {
        Self.mixed(StableHash.of(stream.description)) % UInt64(total) == UInt64(ordinal)
    }

    /// MurmurHash3's `fmix64`.
    private static func mixed(_ hash: UInt64) -> UInt64 {
        var hash = (hash ^ hash >> 33) &* 0xFF51_AFD7_ED55_8CCD
        hash = (hash ^ hash >> 33) &* 0xC4CE_B9FE_1A85_EC53
        return hash ^ hash >> 33
    }
}
