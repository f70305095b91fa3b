import Datastream
import Notation
import Testing

@Suite struct ObjectNameTests {
    private let name = ObjectName(stream: StreamName(project: "p", location: "l", stream: "s"), id: "a")

    @Test func `a full name survives a round trip`() {
        #expect(ObjectName("projects/p/locations/l/streams/s/objects/a") == name)
        #expect("\(name)" == "projects/p/locations/l/streams/s/objects/a")
        #expect(name < ObjectName(stream: name.stream, id: "b"))
    }

    @Test(arguments: [
        "", "a", "projects/p/locations/l/streams/s", "projects/p/locations/l/streams/s/objects/",
        "projects/p/locations/l/streams/s/objects/..", "projects/p/locations/l/streams/s/objects/%2e",
        "/projects/p/locations/l/streams/s/objects/a", "projects/p/locations/l/streams/s/objects/a/b",
    ])
    func `anything else is not a name`(text: String) { #expect(ObjectName(text) == nil) }

    @Test func `an answer must be the requested object`() throws {
        #expect(try StreamObject.decode(Array(#"{"name":"\#(name)"}"#.utf8), named: name).item.id == "a")
        #expect(throws: DecodingFailure("another object than was asked for").inside("name")) {
            try StreamObject.decode(Array(#"{"name":"\#(name)b"}"#.utf8), named: name)
        }
    }

    @Test(
        arguments: [
            (#"{"object":{"name":"projects/p/locations/l/streams/s/objects/a"}}"#, nil),
            (
                #"{"object":{"name":"projects/p/locations/l/streams/s/objects/b"}}"#,
                "object.name: another object than was asked for"
            ),
            (
                #"{"object":{"name":"projects/p/locations/l/streams/x/objects/a"}}"#,
                "name: the object belongs to another stream"
            ),
            ("{}", "an answer without an object"), (#"{"object":7}"#, "object: expected an object, found a number"),
            (#"{"error":{}}"#, "an error body under a status of success"),
        ] as [(String, String?)])
    func `the answer to a command contains the object it was for`(body: String, problem: String?) {
        do throws(DecodingFailure) {
            let object = try StreamObject.decode(Array(body.utf8), ofCommandOn: name).item
            #expect(problem == nil && object.id == "a")
        } catch {
            #expect(error.description.hasSuffix(problem ?? "-"), "\(error.description)")
        }
    }
}
