import Notation
import Testing

@testable import Datastream

struct SnapshotTests {
    private let objects = [StreamObject(id: "1", displayName: "a"), StreamObject(id: "2", displayName: "a")]

    @Test func `a snapshot labels and counts its objects`() {
        let snapshot = Snapshot(stream: Stream(name: shop), objects: objects, fetchedAt: Timestamp(seconds: 1))
        #expect(Array(snapshot.labels) == ["a#1", "a#2"])
        #expect(snapshot.summary.objects == [.none: 2])
        #expect(snapshot.fetchedAt == Timestamp(seconds: 1))
    }

    @Test func `the same objects are shared with the previous snapshot`() {
        let first = Snapshot(stream: Stream(name: shop), objects: objects, fetchedAt: Timestamp(seconds: 1))
        let copy = objects.map(\.self)
        let second = Snapshot(
            stream: Stream(name: shop, state: .paused), objects: copy, fetchedAt: Timestamp(seconds: 2), previous: first
        )
        #expect(storage(second.objects) == storage(first.objects))
        #expect(second.labels.isShared(with: first.labels))
        #expect(storage(copy) != storage(first.objects))
        #expect(second.stream.state == .paused)
        #expect(second.fetchedAt == Timestamp(seconds: 2))
    }

    @Test
    func `an object that only reads the same is taken as it is now, so that its bytes are known in the next poll`() {
        let first = Snapshot(stream: Stream(name: shop), objects: objects, fetchedAt: Timestamp(seconds: 1))
        let copy = objects.map { StreamObject(id: $0.id, displayName: $0.displayName) }
        let second = Snapshot(
            stream: Stream(name: shop), objects: copy, fetchedAt: Timestamp(seconds: 2), previous: first)
        #expect(zip(second.objects, copy).allSatisfy { $0 === $1 })
        #expect(second.labels.isShared(with: first.labels))
    }

    @Test func `labels are shared while ids and names keep their order`() {
        let first = Snapshot(stream: Stream(name: shop), objects: objects, fetchedAt: Timestamp(seconds: 1))
        func isShared(_ objects: [StreamObject]) -> Bool {
            let next = Snapshot(
                stream: Stream(name: shop), objects: objects, fetchedAt: Timestamp(seconds: 2), previous: first)
            #expect(next.labels == ObjectLabels(objects))
            return next.labels.isShared(with: first.labels)
        }
        #expect(isShared([objects[0], objects[1].with(backfillJob: BackfillJob(state: .active), errors: [])]))
        #expect(!isShared([objects[0], StreamObject(id: "2", displayName: "b")]))
        #expect(!isShared([objects[0], StreamObject(id: "3", displayName: "a")]))
        #expect(!isShared(objects.reversed()))
        #expect(!isShared(objects + [StreamObject(id: "3", displayName: "c")]))
    }

    @Test func `a shared listing still sums up the stream's own errors`() {
        let first = Snapshot(stream: Stream(name: shop), objects: objects, fetchedAt: Timestamp(seconds: 1))
        let failing = Stream(name: shop, errors: [ReportedError(reason: "R")])
        let second = Snapshot(stream: failing, objects: objects, fetchedAt: Timestamp(seconds: 2), previous: first)
        #expect(second.summary == StreamSummary(objects: objects, streamErrors: failing.errors))
    }

    @Test func `a snapshot is the same with and without a previous one`() {
        let previous = Snapshot(stream: Stream(name: shop), objects: objects, fetchedAt: Timestamp(seconds: 1))
        for objects in [objects, [objects[1], objects[0]], [], [StreamObject(id: "1", displayName: "b")]] {
            let time = Timestamp(seconds: 2)
            let fresh = Snapshot(stream: Stream(name: shop), objects: objects, fetchedAt: time)
            #expect(
                Snapshot(stream: Stream(name: shop), objects: objects, fetchedAt: time, previous: previous) == fresh)
        }
    }

    private func storage<Element>(_ array: [Element]) -> UnsafePointer<Element>? {
        array.withUnsafeBufferPointer(\.baseAddress)
    }
}
