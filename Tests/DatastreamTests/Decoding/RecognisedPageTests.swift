import Notation
import TestSupport
import Testing

@testable import Datastream

struct RecognisedPageTests {
    /// The result of reading a page.
    private struct Reading: Equatable {
        var token: String?
        var unreachable: [String]
        var items: [StreamObject]
        var notes: DecodingNotes
    }

    private func reading(_ page: consuming Page<StreamObject>) throws(DecodingFailure) -> Reading {
        let (token, unreachable) = (page.nextPageToken, page.unreachable)
        let items = try page.decode()
        return Reading(token: token, unreachable: unreachable, items: items.items, notes: items.notes)
    }

    private func decoded(_ page: [UInt8]) -> Result<Reading, DecodingFailure> {
        outcome { () throws(DecodingFailure) in try reading(Page.objects(of: shop, body: page)) }
    }

    private func recognised(_ page: [UInt8], known: [StreamObject]) -> Result<Reading, DecodingFailure> {
        var recogniser = Recogniser(known: known, seed: 7)
        return outcome { () throws(DecodingFailure) in
            try reading(Page.objects(of: shop, body: page, recognising: &recogniser))
        }
    }

    /// The objects of a page that is read without known objects.
    private func known(_ page: [UInt8]) throws -> [StreamObject] { try recognised(page, known: []).get().items }

    @Test func `known objects never change how a page is read or refused`() {
        var same = 0
        for seed in 0..<4_000 {
            var pages = RandomPages(seed: UInt64(seed))
            let known = (try? recognised(pages.page(), known: []).get().items) ?? []
            pages.live()
            var page = pages.page()
            if pages.chance(30) { page = pages.damaged(page) }
            let (expected, found) = (decoded(page), recognised(page, known: known))
            #expect(expected == found, "seed \(seed): \(String(decoding: page, as: UTF8.self))")
            if case .success(let reading) = found {
                let identities = Set(known.map(ObjectIdentifier.init))
                same += reading.items.count { identities.contains(ObjectIdentifier($0)) }
            }
        }
        #expect(same > 8_000)
    }

    @Test func `objects with unchanged bytes keep their references, wherever they stand`() throws {
        let texts = (0..<100).map { #"{"name":"\#(shop)/objects/\#($0)","backfillJob":{"state":"ACTIVE"}}"# }
        func page(_ texts: [String]) -> [UInt8] { Array(#"{"streamObjects":[\#(texts.joined(separator: ","))]}"#.utf8) }
        let first = try known(page(texts))
        func isSame(_ texts: [String], _ places: [Int?]) throws {
            let again = try recognised(page(texts), known: first).get().items
            #expect(again.count == places.count)
            for (object, place) in zip(again, places) {
                #expect(place.map { object === first[$0] } ?? !first.contains { object === $0 })
            }
        }
        let all = (0..<100).map(Optional.some)
        let new = #"{"name":"\#(shop)/objects/new"}"#
        try isSame(texts, all)
        try isSame(texts.reversed(), all.reversed())
        try isSame([new] + texts, [nil] + all)
        try isSame(Array(texts.dropFirst(50)), Array(all.dropFirst(50)))
        let changed = #"{"name":"\#(shop)/objects/50","backfillJob":{"state":"FAILED"}}"#
        try isSame(texts[..<50] + [changed] + texts[51...], all[..<50] + [nil] + all[51...])
    }

    @Test func `an object that changed shares the texts and the errors that did not`() throws {
        func page(_ name: String, _ state: String) -> [UInt8] {
            Array(
                #"""
                {"streamObjects":[{"name":"\#(shop)/objects/an id of many letters","displayName":"\#(name)",
                "backfillJob":{"state":"\#(state)"},"errors":[{"reason":"R"}]}]}
                """#.utf8)
        }
        let former = try #require(known(page("a name", "ACTIVE")).first)
        let changed = try #require(recognised(page("a name", "FAILED"), known: [former]).get().items.first)
        #expect(changed !== former)
        #expect(changed.backfillState == .failed)
        #expect(changed.texts.isIdentical(to: former.texts))
        #expect(changed.findings != nil && changed.findings === former.findings)
        let renamed = try #require(recognised(page("another name", "FAILED"), known: [former]).get().items.first)
        #expect(renamed.displayName == "another name")
        #expect(renamed.id == former.id)
    }

    @Test func `an object may be nested as deep as the whole page allows`() {
        var deepest = 0
        for depth in 1_000...1_030 {
            let deep = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            let page = Array(#"{"streamObjects":[{"name":"\#(shop)/objects/1","x":\#(deep)}]}"#.utf8)
            #expect(recognised(page, known: []) == decoded(page))
            if case .success = decoded(page) { deepest = depth }
        }
        #expect(deepest > 1_000 && deepest < 1_030)
    }

    @Test(arguments: [
        #"{"n":1e400}"#, #"{"n":01}"#, #"{"n":"\u{1}"}"#, #"{"n":tru}"#, #"{"n":1,}"#, #"{"n" 1}"#, "{]}",
    ])
    func `every object is checked, wherever it ends`(object: String) {
        let good = #"{"name":"\#(shop)/objects/1"}"#
        for objects in [[object], [good, object], [object, good], [good, object, good]] {
            let page = Array(#"{"streamObjects":[\#(objects.joined(separator: ","))]}"#.utf8)
            #expect(recognised(page, known: []) == decoded(page))
        }
    }

    @Test func `the tolerated faults of a known object count again`() throws {
        let page = Array(
            #"""
            {"streamObjects":[{"name":"\#(shop)/objects/1","createTime":"x","backfillJob":{"state":"NEW"},"errors":[{},{}]}]}
            """#.utf8)
        let first = try known(page)
        let again = try recognised(page, known: first).get()
        #expect(again.items.first === first.first)
        #expect(again.notes.unknownEnumValues == ["BackfillJob.state": 1])
        #expect(again.notes.rejectedValues == ["StreamObject.createTime": 1])
        #expect(again.notes.errors == 2)
    }

    @Test func `a page with more objects than allowed is refused, whether they are known or new`() throws {
        let texts = (0...JSONElement.maximumItems).map { #"{"name":"\#(shop)/objects/\#($0)"}"# }
        let page = Array(#"{"streamObjects":[\#(texts.joined(separator: ","))]}"#.utf8)
        let half = Array(#"{"streamObjects":[\#(texts.prefix(texts.count / 2).joined(separator: ","))]}"#.utf8)
        guard case .failure = decoded(page) else {
            Issue.record("the page was read")
            return
        }
        #expect(recognised(page, known: []) == decoded(page))
        #expect(recognised(page, known: try known(half)) == decoded(page))
    }

    @Test func `a failure gives its position among all objects`() throws {
        let good = #"{"name":"\#(shop)/objects/1"}"#
        let first = try known(Array(#"{"streamObjects":[\#(good)]}"#.utf8))
        let bad = Array(#"{"streamObjects":[\#(good),{"name":"\#(shop)/objects/2","errors":7}]}"#.utf8)
        #expect(recognised(bad, known: first) == decoded(bad))
        #expect(
            failedPath { () throws(DecodingFailure) in try recognised(bad, known: first).get() }
                == "streamObjects[1].errors")
    }

    @Test(arguments: [
        (#"{}"#, nil), (#"{"streamObjects":[]}"#, 0),
        (#"{"a":{"b":["]}"]},"streamObjects":[{}, {"x":[{}]}],"b":-1}"#, 2),
        (#"{"streamObjects":[{}],"streamObjects":[]}"#, nil), (#"{"stream_objects":[{}]}"#, nil),
        (#"{"streamObjects":[{}],"\u0065rror":1}"#, nil), (#"{"streamObjects":[null]}"#, nil),
        (#"{"streamObjects":{}}"#, nil), (#"{"streamObjects":[{}}"#, nil), (#"{"streamObjects":[{"a":"]}"#, nil),
        (#"{"streamObjects":[{"a":"\\"},{"b":"\\\"}"}]}"#, 2), ("", nil), ("[", nil), (#"{"a"#, nil),
        (#"{"a":"b\"#, nil),
        (#"{"streamObjects":[{}],"nextPageToken":"x"}"#, 1), (#"{"b":"x\"]},{","streamObjects":[{}]}"#, 1),
        (#"{"b":"\\","streamObjects":[{}]}"#, 1), (#"{"streamObjects":[{}],"a":"b"#, nil), (#"{"a":1"#, nil),
    ])
    func `only the API's own layout takes the fast path`(page: String, objects: Int?) {
        var recogniser = Recogniser(known: [], seed: 1)
        #expect(RecognisedPage(Array(page.utf8), &recogniser)?.new.count == objects)
    }

    @Test func `objects end at their brackets, whichever 64-byte block a character falls in`() {
        for padding in 0..<140 {
            let text = String(repeating: "x", count: padding)
            let object = #"{"\#(text)":"\\\"}{\\","b":[{"c":"]"},[{}]]}"#
            var recogniser = Recogniser(known: [], seed: 1)
            let page = RecognisedPage(Array(#"{"streamObjects":[\#(object),\#(object) ]}"#.utf8), &recogniser)
            #expect(
                page?.new.map(\.fingerprint.length)
                    == [object.utf8.count, object.utf8.count].map { UInt32($0) })
        }
    }
}
