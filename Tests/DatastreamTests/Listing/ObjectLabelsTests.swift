import TestSupport
import Testing

@testable import Datastream

struct ObjectLabelsTests {
    @Test(
        arguments: [
            ([], []),
            ([("1", "a.b"), ("2", "a.c")], ["a.b", "a.c"]),
            ([("1", "a.b"), ("2", "a.b"), ("3", "a.c")], ["a.b#1", "a.b#2", "a.c"]),
            ([("1", "a"), ("2", "a"), ("3", "a#1")], ["a#1#1", "a#2", "a#1#3"]),
            ([("1", ""), ("2", "")], ["1", "2"]),
            ([("1", "\u{E9}"), ("2", "e\u{301}")], ["\u{E9}", "e\u{301}"]),
            ([("1", "a\0"), ("2", "a\u{FFFD}")], ["a\u{FFFD}#1", "a\u{FFFD}#2"]),
        ] as [([(String, String)], [String])])
    func `objects with the same name are distinguished by their ids`(named: [(String, String)], labels: [String]) {
        let objects = named.map { StreamObject(id: $0.0, displayName: $0.1) }
        #expect(ObjectLabels(objects).map { Array($0.utf8) } == labels.map { Array($0.utf8) })
    }

    private static let hostile: [[StreamObject]] = [
        // names made to collide with labels that contain ids
        ["a", "a", "a#1", "a#2", "a#1#1", "a#1#3", "a#2#2", "#1#1#2", "#1#2#2", "#1#1#3"].named(),
        (0..<60).map { "a" + String(repeating: "#1", count: $0 / 2) }.named(),
        ["x", "x", "#1#1#2", "#1#1#2", "#1#2#2", "#1#3#2", "#1#4#2", "#1#1#3", "#1#2#3"].named(),
        // longer than a label may be, different only at the end
        (0..<5).map { String(repeating: "n", count: 600) + "\($0 / 2)" }.named(),
        (0..<4).map { _ in String(repeating: "é", count: 256) }.named(),
        // equal to a reader, but different bytes
        ["\u{E9}", "e\u{301}", "\u{E9}", "e\u{301}"].named(),
        ["a\0", "a\u{FFFD}", "\0", "\u{FFFD}", "\0"].named(),
        // ids that are long or not ASCII
        (0..<4).map { StreamObject(id: String(repeating: "i", count: 700) + "\($0)", displayName: "same") },
        ["\u{E9}", "e\u{301}"].map { StreamObject(id: $0, displayName: "same") },
        ["", "", "", "1", "2", "3"].named(),
        // ids that are equal after NUL is replaced
        ["\0\u{FFFD}", "\u{FFFD}\0"].map { StreamObject(id: $0, displayName: "same") },
        ["\0\u{FFFD}", "\u{FFFD}\0"].map { StreamObject(id: $0, displayName: "same") }
            + [StreamObject(id: "x", displayName: "#0#0"), StreamObject(id: "y", displayName: "#1#1")],
    ]

    @Test(arguments: hostile)
    func `no two labels are equal, whatever the names`(objects: [StreamObject]) {
        let labels = ObjectLabels(objects)
        #expect(labels.count == objects.count)
        #expect(Set(labels.map { Array($0.utf8) }).count == objects.count)
        #expect(labels.allSatisfy { $0.utf8.count <= LabelText.maximumBytes && !$0.utf8.contains(0) })
    }

    @Test(arguments: hostile)
    func `a label does not depend on the order of the listing`(objects: [StreamObject]) {
        let labels = Dictionary(
            uniqueKeysWithValues: zip(objects.map { Array($0.id.utf8) }, ObjectLabels(objects)))
        var chance = SeededGenerator(seed: 1)
        for _ in 0..<5 {
            let shuffled = objects.shuffled(using: &chance)
            #expect(Array(ObjectLabels(shuffled)) == shuffled.map { labels[Array($0.id.utf8)] })
        }
    }
}

extension [String] {
    /// Objects with these names and the ids 1, 2 and so on.
    fileprivate func named() -> [StreamObject] {
        enumerated().map { StreamObject(id: "\($0 + 1)", displayName: $1) }
    }
}
