import Datastream
import Testing

@testable import Operating

@Suite struct ObjectListingTests {
    private let stream = StreamName(project: "p", location: "l", stream: "s")

    private func object(_ id: String, _ state: BackfillState) -> Target {
        Target(
            StreamObject(id: id, displayName: "shop.\(id)", backfillJob: BackfillJob(state: state)), of: stream)
    }

    private func listing(_ selector: ObjectFilter, isJSON: Bool = false) -> ObjectListing {
        ObjectListing(stream, selector, isJSON: isJSON, columns: 30)
    }

    @Test func `pages are written as they arrive, under one header, each object once`() {
        var listing = listing(ObjectFilter(states: [.failed]))
        #expect(listing.add([object("a", .completed)]) == "")
        #expect(
            listing.add([object("b", .failed)]) == """
                OBJECT  STATE   ERRORS  ID
                shop.b  FAILED  0       b

                """)
        #expect(listing.add([object("b", .failed), object("c", .failed)]) == "shop.c  FAILED  0       c\n")
        #expect(listing.count == 2 && listing.hasNamed)
    }

    @Test func `scripts get one line per object`() {
        var listing = listing(ObjectFilter(), isJSON: true)
        let text = listing.add([object("a", .failed), object("b", .completed)])
        #expect(text.split(separator: "\n").count == 2 && text.hasPrefix(#"{"name":"\#(stream)/objects/a""#))
    }

    @Test func `an empty list says why`() throws {
        var listing = listing(ObjectFilter(tables: [try #require(Glob("x.*"))]))
        #expect(listing.emptiness.hasSuffix("has no objects; they appear when it runs"))
        _ = listing.add([object("a", .failed)])
        #expect(listing.emptiness == "none of the 1 objects of \(stream) matches" && !listing.hasNamed)
    }
}
