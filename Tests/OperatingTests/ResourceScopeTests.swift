import CommandLine
import Datastream
import Operating
import Testing

@Suite struct ResourceScopeTests {
    private let scope = ResourceScope(projects: ["p"], locations: ["l"])
    private let stream = StreamName(project: "p", location: "l", stream: "s")

    @Test(arguments: [
        "s", "streams/s", "locations/l/streams/s", "projects/p/locations/l/streams/s",
    ])
    func `a stream has a short name and a full one`(text: String) throws {
        #expect(try scope.stream(text) == stream)
        #expect(!ResourceScope.isObject(text))
    }

    @Test(arguments: [
        "s/o", "s/objects/o", "streams/s/objects/o", "locations/l/streams/s/objects/o",
        "projects/p/locations/l/streams/s/objects/o", "projects/p/locations/l/streams/s/o", "locations/l/streams/s/o",
        "streams/s/o",
    ])
    func `an object has a short name and a full one`(text: String) throws {
        #expect(try scope.object(text) == ObjectName(stream: stream, id: "o"))
        #expect(ResourceScope.isObject(text))
    }

    @Test(arguments: [
        "", "/", "s/", "/o", "..", "s/..", "s/%2e", "s/%2e%2e", "a b", "s/o/x", "s/objects", "s/objects/o/x", "s?x",
        "projects/p/locations/l/streams/s/objects/..", "projects/p/locations/../streams/s", "projects/p", "s\n",
        "s/a:b", "s/a;b", "s/a b", "s/a\tb", "s/a\u{7F}", "s/a\u{A0}b", "s/é", "s/a?b", "s/a#b", "s/a%41", "s/a\\b",
        "s/a*",
        "s/a'b", "s/a\"b", "s/a&b", "s/.", "s/objects/", "s//o", "s/objects/objects/o", "s:x/o", "streams/s", "s;x",
        "projects/p/locations/l:x/streams/s", "projects/a:b:c/locations/l/streams/s",
        "projects/a;b/locations/l/streams/s",
        "projects/p/locations/l/streams/s/", "projects/p/locations/l/streams/s/objects",
        "projects//locations/l/streams/s/o", "-", "s/-", "-/o", "projects/-/locations/l/streams/s",
        "projects/p/locations/-/streams/s/objects/o", "projects/p/locations/l/streams/-/objects/o",
        "projects/p/locations/l/streams/s/o/x", "projects/p/locations/l/streams/s?x/o",
    ])
    func `a text that is not a name is refused before it can reach a path`(text: String) {
        #expect(throws: CommandFailure.self) { try scope.object(text) }
        if text != "streams/s" {
            #expect(throws: CommandFailure.self) { try scope.stream(text) }
            #expect(throws: CommandFailure.self) { try scope.check(text) }
        }
    }

    @Test func `an old project's id may begin with its domain`() throws {
        let name = "projects/example.com:p/locations/l/streams/s"
        #expect(try ResourceScope().object("\(name)/o").description == "\(name)/objects/o")
    }

    @Test func `a short name needs one project and one location`() {
        #expect(
            throws: CommandFailure.usage(
                #""s" does not say which project: give --google.project-ids, or the full name projects/..."#)
        ) { try ResourceScope().stream("s") }
        #expect(
            throws: CommandFailure.usage(
                #""s" could be in any of 2 locations: give --google.locations, or the full name projects/..."#)
        ) { try ResourceScope(projects: ["p"], locations: ["l", "m"]).stream("s") }
    }

    @Test func `a full name needs no options, and must be of the configured project`() throws {
        #expect(try ResourceScope().stream("projects/p/locations/l/streams/s") == stream)
        #expect(
            throws: CommandFailure.usage(
                #""projects/p/locations/l/streams/s" is of another project than q, which --google.project-ids "#
                    + "or GOOGLE_CLOUD_PROJECT names")
        ) { try ResourceScope(projects: ["q"]).stream("projects/p/locations/l/streams/s") }
    }
}
