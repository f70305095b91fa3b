import Datastream
import Testing

@Suite struct ShardTests {
    private func stream(_ name: String) -> StreamName {
        StreamName(project: "acme", location: "europe-west1", stream: name)
    }

    @Test(arguments: [1, 2, 3, 7, 100])
    func `every stream belongs to exactly one shard`(total: Int) {
        for number in 0..<200 {
            let owners = (0..<total).filter { Shard(ordinal: $0, of: total)?.owns(stream("s\(number)")) == true }
            #expect(owners.count == 1)
        }
    }

    @Test func `shards share the streams evenly, even if all their numbers are even`() {
        for step in [1, 2, 4, 8] {
            for ordinal in 0..<4 {
                let owned = (0..<1_000).filter {
                    Shard(ordinal: ordinal, of: 4)?.owns(stream("s-\($0 * step)")) == true
                }
                #expect((150...350).contains(owned.count), "step \(step): \(owned.count)")
            }
        }
    }

    /// Computed once by another program; these values must never change.
    @Test(arguments: [("shop", 3, 2), ("orders", 3, 2), ("billing", 5, 3), ("a", 2, 1)])
    func `a stream's shard never changes`(name: String, total: Int, ordinal: Int) {
        #expect(Shard(ordinal: ordinal, of: total)?.owns(stream(name)) == true)
    }

    @Test(arguments: [(-1, 2), (2, 2), (0, 0), (0, -1)])
    func `an ordinal must be below the number of shards`(ordinal: Int, total: Int) {
        #expect(Shard(ordinal: ordinal, of: total) == nil)
    }
}
