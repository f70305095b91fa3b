/// The part of all streams that one of several exporters polls.
///
/// A stream belongs to the shard whose ordinal is the 64-bit FNV-1a hash of its full resource name, the upper half of the hash
/// folded into the lower, modulo the number of shards. This never changes: shards of two versions agree.
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

    /// A shard of several; nil when its ordinal is none of theirs.
    public init?(ordinal: Int, of total: Int) {
        guard total > 0, (0..<total).contains(ordinal) else { return nil }
        self.ordinal = ordinal
        self.total = total
    }

    /// Whether a stream is this shard's.
    public func owns(_ stream: StreamName) -> Bool {
        let hash = StableHash.of(stream.description)
        return (hash ^ hash >> 32) % UInt64(total) == UInt64(ordinal)
    }
}
