internal import Notation

/// The subset of streams that one of several exporters polls.
///
/// A stream belongs to the shard whose ordinal is a hash of its full resource name modulo the number of shards. The
/// hash is 64-bit FNV-1a, mixed with MurmurHash3's finalizer, because the low bits of FNV-1a alone repeat for numbered
/// names. It never changes, so shards of different versions agree.
public struct Shard: Hashable, Sendable {
    /// The ordinal of this shard, from 0.
    public let ordinal: Int
    /// The number of shards.
    public let total: Int

    /// The single shard that has all streams.
    public static let whole = Shard()

    private init() {
        ordinal = 0
        total = 1
    }

    /// Creates one of several shards; nil when the ordinal is out of range.
    public init?(ordinal: Int, of total: Int) {
        guard total > 0, (0..<total).contains(ordinal) else { return nil }
        self.ordinal = ordinal
        self.total = total
    }

    /// Whether this shard polls the stream.
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
