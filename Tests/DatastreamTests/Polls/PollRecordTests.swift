import Notation
import Testing

@testable import Datastream

struct PollRecordTests {
    private let snapshot = Snapshot(stream: Stream(name: shop), objects: [], fetchedAt: Timestamp(seconds: 1))

    @Test func `a stream that was never polled is undecided`() {
        let record = PollRecord(name: shop)
        #expect(record.begun == 0)
        #expect(record.lastSucceeded == nil)
        #expect(record.lastDuration == nil)
        #expect(record.freshSnapshot(uptime: .zero, staleAfter: .seconds(300)) == nil)
    }

    @Test func `a whole poll leaves a snapshot`() {
        var record = PollRecord(name: shop)
        record.begin()
        #expect(record.begun == 1)
        #expect(record.lastSucceeded == nil)
        record.end(.success(snapshot), after: .seconds(2), uptime: .seconds(10))
        #expect(record.lastSucceeded == true)
        #expect(record.lastDuration == .seconds(2))
        #expect(record.snapshot == snapshot)
        #expect(record.failed == [:])
    }

    @Test func `a failed poll is counted by its reason and keeps the snapshot`() {
        var record = PollRecord(name: shop)
        record.end(.success(snapshot), after: .seconds(2), uptime: .seconds(10))
        for reason in [PollFailure.Reason.quota, .quota, .decode] {
            record.begin()
            record.end(.failure(PollFailure(reason, "why")), after: .seconds(3), uptime: .seconds(20))
        }
        #expect(record.lastSucceeded == false)
        #expect(record.lastDuration == .seconds(3))
        #expect(record.failed == [.quota: 2, .decode: 1])
        #expect(record.snapshot == snapshot)
        #expect(record.snapshotUptime == .seconds(10))
        #expect(record.begun == 3)
    }

    @Test(arguments: [(10, true), (309, true), (310, true), (311, false), (100_000, false)])
    func `a snapshot is fresh until it expires`(uptime: Int, isFresh: Bool) {
        var record = PollRecord(name: shop)
        record.end(.success(snapshot), after: .seconds(2), uptime: .seconds(10))
        let fresh = record.freshSnapshot(uptime: .seconds(uptime), staleAfter: .seconds(300))
        #expect((fresh != nil) == isFresh)
    }

    @Test func `failure reasons match the metric's label values`() {
        let words = ["auth", "permission", "not_found", "quota", "server", "network", "timeout", "decode"]
        #expect(PollFailure.Reason.allCases.map(\.rawValue) == words)
    }

    @Test func `a failure's description is its message`() {
        #expect("\(PollFailure(.server, "HTTP 502 of streams.list"))" == "HTTP 502 of streams.list")
    }
}
