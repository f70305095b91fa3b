import Notation
import Testing

@testable import Datastream

struct RecogniserTests {
    /// The objects of a listing, with their fingerprints.
    private func listing(_ count: Int) throws -> [StreamObject] {
        let texts = (0..<count).map(text).joined(separator: ",")
        var recogniser = Recogniser(known: [], seed: 1)
        return try Page.objects(
            of: shop, body: Array(#"{"streamObjects":[\#(texts)]}"#.utf8), recognising: &recogniser
        ).decode().items
    }

    private func text(_ number: Int) -> String { #"{"name":"\#(shop)/objects/\#(number)"}"# }

    @Test func `the expected object is taken if an element can end after it`() throws {
        let objects = try listing(2)
        for (after, isTaken) in [(",", true), (" \n]", true), ("}", false), ("", false), (" x", false)] {
            var recogniser = Recogniser(known: objects, seed: 1)
            let bytes = Array((text(0) + after).utf8)
            let taken = recogniser.takeDue(bytes.span, at: 0)
            #expect((taken?.object === objects[0]) == isTaken)
            if isTaken { #expect(taken?.end == text(0).utf8.count) }
        }
    }

    @Test func `the objects are expected in their order, and each only once`() throws {
        let objects = try listing(3)
        var recogniser = Recogniser(known: objects, seed: 1)
        for number in 0..<3 {
            #expect(recogniser.takeDue(Array((text(number) + ",").utf8).span, at: 0)?.object === objects[number])
        }
        #expect(recogniser.takeDue(Array((text(2) + ",").utf8).span, at: 0) == nil)
    }

    @Test func `an object that is longer than the rest of the page is not taken`() throws {
        var recogniser = Recogniser(known: try listing(1), seed: 1)
        #expect(recogniser.takeDue(Array((text(0) + ",").utf8).span, at: 2) == nil)
        #expect(recogniser.takeDue(Array("{".utf8).span, at: 0) == nil)
    }

    @Test func `changed objects are compared with those in their places`() throws {
        let objects = try listing(2)
        var recogniser = Recogniser(known: objects, seed: 1)
        let formers = [100, 101, 102].map { number -> StreamObject? in
            guard case .new(_, let former) = recogniser.take(Array(text(number).utf8).span) else { return nil }
            return former
        }
        #expect(formers[0] === objects[0] && formers[1] === objects[1] && formers[2] == nil)
    }

    @Test func `an out-of-order object is found far away, and the next is expected after it`() throws {
        let objects = try listing(100)
        var recogniser = Recogniser(known: objects, seed: 1)
        #expect(found(recogniser.take(Array(text(90).utf8).span)) === objects[90])
        let next = Array((text(91) + ",").utf8)
        #expect(recogniser.takeDue(next.span, at: 0)?.object === objects[91])
        #expect(found(recogniser.take(Array(text(100).utf8).span)) == nil)
    }

    @Test func `after a new object the next one is found again`() throws {
        let objects = try listing(3)
        var recogniser = Recogniser(known: objects, seed: 1)
        let changed = recogniser.take(Array(text(100).utf8).span)
        guard case .new(_, let former) = changed else { throw DecodingFailure("it is not new") }
        #expect(former === objects[0])
        #expect(found(recogniser.take(Array(text(1).utf8).span)) === objects[1])
        #expect(recogniser.takeDue(Array((text(2) + "]").utf8).span, at: 0)?.object === objects[2])
    }

    private func found(_ recognised: Recognised) -> StreamObject? {
        guard case .known(let object) = recognised else { return nil }
        return object
    }

    @Test func `objects of another seed or from outside a listing are new`() throws {
        for known in [try listing(1), [StreamObject(id: "0")]] {
            var recogniser = Recogniser(known: known, seed: 2)
            #expect(recogniser.takeDue(Array((text(0) + ",").utf8).span, at: 0) == nil)
            #expect(found(recogniser.take(Array(text(0).utf8).span)) == nil)
        }
    }
}
