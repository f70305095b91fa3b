import Notation
import Testing

@testable import Datastream

@Suite struct WrittenObjectTests {
    private let stream = StreamName(project: "p", location: "l", stream: "s")
    private var name: ObjectName { ObjectName(stream: stream, id: "a") }

    /// An object with many fields that this program does not know.
    private func object(_ id: String) -> String {
        #"{"name":"\#(stream)/objects/\#(id)","new":{"deep":[1.0,-0,12345678901234567890,{"a":"]}"}]},"#
            + #""displayName":"\u00e9\ud83d\ude00","backfillJob":{"state":"NEW","errors":[{"details":{"k":"v"}}]}}"#
    }

    private func written(_ body: String) throws -> [WrittenObject] {
        try Page.writtenObjects(of: stream, body: Array(body.utf8)).decode().items
    }

    @Test(arguments: ["streamObjects", "stream_objects", #"stream\u004fbjects"#])
    func `each object of a page keeps the API's own text`(key: String) throws {
        let page = try written(
            #" {"other":[{"streamObjects":[]}], "\#(key)" : [ \#(object("a")) ,\#n \#(object("b"))] ,"nextPageToken":""} "#
        )
        #expect(page.map(\.object.id) == ["a", "b"])
        #expect(page.map(\.json.line) == [object("a"), object("b")])
        #expect(page[0].object.displayName == "é😀" && page[0].object.backfillState == .unknown)
    }

    @Test func `both readers note the same tolerated faults`() throws {
        let body = Array(#"{"streamObjects":[\#(object("a")),{"name":"\#(stream)/objects/b","createTime":"x"}]}"#.utf8)
        let notes = try Page.writtenObjects(of: stream, body: body).decode().notes
        #expect(try notes == Page.objects(of: stream, body: body).decode().notes)
        #expect(!notes.isEmpty)
    }

    @Test(arguments: ["{}", #"{"streamObjects":null}"#, #"{"streamObjects":[]}"#])
    func `a page may be empty`(body: String) throws { #expect(try written(body).isEmpty) }

    @Test func `both readers take the first of two lists under one key`() throws {
        let page = try written(#"{"streamObjects":[\#(object("a"))],"streamObjects":[\#(object("b"))]}"#)
        #expect(page.map(\.object.id) == ["a"] && page.map(\.json.line) == [object("a")])
    }

    @Test func `single answers keep the API's text too`() throws {
        let body = Array(object("a").utf8)
        #expect(try WrittenObject.decode(body, named: name).item.json.line == object("a"))
        #expect(try WrittenObject.decode(body, of: stream).item.json.line == object("a"))
        let answer = Array(#"{"more":1,"object": \#(object("a"))}"#.utf8)
        #expect(try WrittenObject.decode(answer, ofCommandOn: name).item.json.line == object("a"))
    }

    @Test func `an answer about another object is rejected`() {
        let body = Array(object("b").utf8)
        #expect(throws: DecodingFailure.self) { try WrittenObject.decode(body, named: name) }
        let none = Array(#"{"object":null}"#.utf8)
        #expect(throws: DecodingFailure.self) { try WrittenObject.decode(none, ofCommandOn: name) }
    }
}
