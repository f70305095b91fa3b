import Testing

@testable import Datastream

struct ObjectTextsTests {
    private static let texts = ["", "a", "a.b", "b", ".", "shop", "orders", "shop.orders", "\u{E9}", "e\u{301}"]

    @Test func `each text is read as it was written`() {
        for id in ["1", "shop.orders"] {
            for displayName in Self.texts {
                check(id, displayName, nil, label: displayName.isEmpty ? id : displayName)
                for namespace in Self.texts {
                    for table in Self.texts {
                        let source = SourceObject(type: "mysql", namespace: namespace, table: table)
                        let label = source.label ?? (displayName.isEmpty ? id : displayName)
                        check(id, displayName, source, label: label)
                    }
                }
            }
        }
    }

    private func check(_ id: String, _ displayName: String, _ source: SourceObject?, label: String) {
        let object = StreamObject(id: id, displayName: displayName, sourceObject: source)
        #expect(object.id == id)
        #expect(Array(object.displayName.utf8) == Array(displayName.utf8))
        #expect(object.sourceObject == source)
        #expect(Array(object.label.utf8) == Array(label.utf8))
        #expect(object.withUTF8(of: .label) { Array($0) } == Array(label.utf8))
        #expect(object.withUTF8(of: .table) { Array($0) } == Array((source?.table ?? "").utf8))
    }

    @Test func `a display name that repeats the name at the source takes no memory`() {
        let source = SourceObject(type: "mysql", namespace: "shop", table: "orders")
        let same = StreamObject(id: "1", displayName: "shop.orders", sourceObject: source)
        #expect(same.texts.bytes.dropFirst(ObjectTexts.Head.count) == Array("1mysqlshop.orders".utf8)[...])
        let other = StreamObject(id: "1", displayName: "shop_orders", sourceObject: source)
        #expect(other.texts.bytes.dropFirst(ObjectTexts.Head.count) == Array("1mysqlshop.ordersshop_orders".utf8)[...])
        #expect(same != other)
        #expect(!same.hasSameNames(as: other))
        #expect(same.hasSameID(as: other))
    }

    @Test func `texts with the same bytes in other places are not the same`() {
        let objects = [
            StreamObject(id: "1", displayName: "ab"), StreamObject(id: "1a", displayName: "b"),
            StreamObject(id: "1", sourceObject: SourceObject(type: "a", namespace: "", table: "b")),
            StreamObject(id: "1", sourceObject: SourceObject(type: "", namespace: "a", table: "b")),
            StreamObject(id: "1", sourceObject: SourceObject(type: "", namespace: "", table: "a.b")),
            StreamObject(id: "1", displayName: "a.b"),
            StreamObject(id: "1", displayName: "a.b", sourceObject: SourceObject(type: "", namespace: "", table: "")),
        ]
        for (left, object) in objects.enumerated() {
            for (right, other) in objects.enumerated() { #expect((object == other) == (left == right)) }
        }
    }

    @Test(arguments: [
        ("shop.orders", true), ("\u{E9}", true), ("a\0", false), ("a\nb", false), (#"a"b"#, false), (#"a\b"#, false),
        (String(repeating: "x", count: 512), true), (String(repeating: "x", count: 513), false),
    ])
    func `texts are plain when a label can show them as they are`(text: String, isPlain: Bool) {
        #expect(StreamObject(id: text).hasPlainTexts == isPlain)
        #expect(StreamObject(id: "1", displayName: text).hasPlainTexts == isPlain)
    }
}
