import Notation
import Testing

@testable import Datastream

struct ListingTests {
    @Test func `a listing gives the same result with and without the last one`() {
        let objects = (0..<6).map { StreamObject(id: "\($0)", errors: [ReportedError(reason: "r\($0)")]) }
        let changed = StreamObject(id: "2", errors: [ReportedError(reason: "new")])
        let pages: [[[StreamObject]]] = [
            [objects], [Array(objects[..<3]), Array(objects[3...])], [Array(objects[..<3]), Array(objects[2...])],
            [objects, objects], [objects, [changed]], [Array(objects[..<2]) + [changed] + Array(objects[3...])],
            [[changed], objects], [objects.reversed()], [Array(objects[1...]), [objects[0]]],
            [objects + [StreamObject(id: "7")], [StreamObject(id: "7")]],
            [objects[..<2] + [changed], Array(objects[3...])],
            [objects[..<2] + [changed] + objects[3...] + [StreamObject(id: "7")]],
        ]
        for pages in pages {
            var (fresh, next) = (Listing(), Listing(previous: objects))
            for page in pages {
                fresh.add(page)
                next.add(page)
            }
            #expect(fresh.objects == next.objects)
            #expect(Set(next.objects.map(\.id)).count == next.objects.count)
        }
    }

    @Test func `an object that moved back among known ones is listed once`() {
        let objects = ["a", "b", "c", "d"].map { StreamObject(id: $0) }
        var listing = Listing(previous: objects)
        listing.add([objects[1], objects[0]])
        listing.add([objects[2], objects[3]])
        listing.add([objects[2]])
        #expect(listing.objects.map(\.id) == ["b", "a", "c", "d"])
    }

    @Test func `a listing in which nothing changed is the last one itself`() {
        let objects = (0..<6).map { StreamObject(id: "\($0)") }
        var listing = Listing(previous: objects)
        listing.add(Array(objects[..<4]))
        #expect(listing.objects == Array(objects[..<4]))
        listing.add(Array(objects[4...]))
        #expect(
            listing.objects.withUnsafeBufferPointer(\.baseAddress) == objects.withUnsafeBufferPointer(\.baseAddress))
    }

    @Test func `an object that is listed again unchanged keeps its reference`() {
        var listing = Listing()
        let object = StreamObject(id: "1", errors: [ReportedError(reason: "a")])
        listing.add([object])
        listing.add([object, StreamObject(id: "1", errors: [ReportedError(reason: "a")])])
        #expect(listing.objects.count == 1)
        #expect(listing.objects.first === object)
    }

    @Test func `pages are joined in order`() {
        var listing = Listing()
        listing.add([StreamObject(id: "2"), StreamObject(id: "1")])
        listing.add([])
        listing.add([StreamObject(id: "3")])
        #expect(listing.objects.map(\.id) == ["2", "1", "3"])
    }

    @Test func `a name that is now spelled in other bytes is shown that way`() {
        let name = StreamName(project: "p", location: "l", stream: "s")
        var last: Snapshot?
        for table in ["\u{E9}", "e\u{301}"] {
            let object = StreamObject(id: "1", sourceObject: SourceObject(type: "mysql", namespace: "", table: table))
            last = Snapshot(
                stream: Stream(name: name), objects: [object], fetchedAt: Timestamp(seconds: 0), previous: last)
        }
        #expect(last?.labels.map { Array($0.utf8) } == [Array("e\u{301}".utf8)])
    }

    @Test func `an object on two pages is listed once, with the later state and the errors of both`() {
        let (a, b, c) = (ReportedError(reason: "a"), ReportedError(reason: "b"), ReportedError(reason: "c"))
        var listing = Listing()
        listing.add([
            StreamObject(id: "1", displayName: "old", backfillJob: BackfillJob(state: .active), errors: [a, b]),
            StreamObject(id: "2"),
        ])
        listing.add([
            StreamObject(id: "1", displayName: "new", backfillJob: BackfillJob(state: .failed), errors: [c, a])
        ])
        #expect(
            listing.objects == [
                StreamObject(id: "1", displayName: "new", backfillJob: BackfillJob(state: .failed), errors: [c, a, b]),
                StreamObject(id: "2"),
            ])
    }

    @Test func `an object that appears twice on a page is listed once`() {
        var listing = Listing()
        listing.add(Array(repeating: StreamObject(id: "1", errors: [ReportedError(reason: "a")]), count: 5))
        #expect(listing.objects == [StreamObject(id: "1", errors: [ReportedError(reason: "a")])])
    }

    @Test func `ids that only look alike are different objects`() {
        var listing = Listing()
        listing.add([StreamObject(id: "\u{E9}"), StreamObject(id: "e\u{301}")])
        listing.add([StreamObject(id: "e\u{301}")])
        #expect(listing.objects.map { Array($0.id.utf8) } == ["\u{E9}", "e\u{301}"].map { Array($0.utf8) })
    }
}
