import Testing

@testable import Datastream

struct ResourceNameTests {
    @Test(arguments: [
        "projects/acme/locations/europe-west1/streams/shop", "projects/840030134620/locations/us-central1/streams/a-1",
        "projects/example.com:acme/locations/l/streams/s",
    ])
    func `a stream's full name survives a round trip`(text: String) {
        #expect(StreamName(text)?.description == text)
    }

    @Test(arguments: [
        "", "/", "shop", "projects/acme/locations/l", "projects/acme/locations/l/streams",
        "projects//locations/l/streams/s",
        "projects/acme/locations/l/streams/", "/projects/acme/locations/l/streams/s",
        "projects/acme/locations/l/streams/s/", "projects/acme/locations/l/streams/s/objects/o",
        "projects/acme/locations/../streams/s", "projects/./locations/l/streams/s",
        "Projects/acme/locations/l/streams/s",
        "projects/acme/regions/l/streams/s", "projects/acme/locations/l//streams/s",
        "projects/acme/locations/l/streams/s?alt=media", "projects/acme/locations/l/streams/s#x",
        "projects/acme/locations/l/streams/a b", "projects/acme/locations/l/streams/a%2Fb",
        "projects/acme/locations/l/streams/a\0", "projects/acme/locations/l/streams/e\u{301}",
    ])
    func `any other text is not a stream's name`(text: String) {
        #expect(StreamName(text) == nil)
    }

    @Test func `names are ordered by project, location and stream`() {
        let names = [
            StreamName(project: "a", location: "z", stream: "z"), StreamName(project: "b", location: "a", stream: "z"),
            StreamName(project: "b", location: "b", stream: "a"), StreamName(project: "b", location: "b", stream: "b"),
        ]
        #expect(names.reversed().sorted() == names)
    }

    @Test func `the parent of a stream is its location`() {
        #expect(shop.parent == "projects/acme/locations/europe-west1")
    }

    @Test(arguments: [
        ("acme", "acme", true), ("acme", "840030134620", true), ("840030134620", "acme", true),
        ("acme", "other", false),
        ("840030134620", "840030134621", false), ("840030134620", "840030134620", true),
    ])
    func `an answer may give a project's number in place of its id`(asked: String, answered: String, isSame: Bool) {
        let name = StreamName(project: asked, location: "l", stream: "s")
        #expect(name.matches(StreamName(project: answered, location: "l", stream: "s")) == isSame)
        #expect(!name.matches(StreamName(project: answered, location: "l", stream: "t")))
        #expect(!name.matches(StreamName(project: answered, location: "m", stream: "s")))
    }

    @Test(arguments: [
        ("acme", true), ("a-b_c.d:e~1", true), (String(repeating: "a", count: 512), true), ("...", true),
        (String(repeating: "a", count: 513), false), ("", false), (".", false), ("..", false), ("a/b", false),
        ("a?b", false), ("a#b", false), ("a%20b", false), ("a b", false), ("a\nb", false), ("a\0", false), ("ü", false),
        ("\u{7F}", false), ("<a>", false), ("a\\b", false), ("a\"b", false),
    ])
    func `an id is text that cannot change a URL's meaning`(text: String, isGood: Bool) {
        #expect(ResourceName.isID(text) == isGood)
    }

    @Test func `ids are the segments between the collections`() {
        #expect(ResourceName.ids(of: "projects/p/locations/l", collections: ["projects", "locations"]) == ["p", "l"])
        #expect(ResourceName.ids(of: "projects/p", collections: ["projects", "locations"]) == nil)
        #expect(ResourceName.ids(of: "", collections: []) == nil)
    }
}
