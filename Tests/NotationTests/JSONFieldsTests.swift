import Testing

@testable import Notation

struct JSONFieldsTests {
    private static let keys = JSONKeys("a", JSONKey("bigB", "big_b"), "c", "d", "e", "f", "g", "h")

    @Test(
        arguments: [
            (#"{"a":"1","bigB":"2","c":"3"}"#, ["1", "2", "3", nil, nil, nil, nil, nil]),
            (#"{"h":"8","x":[{"a":"0"}],"c":"3","a":"1"}"#, ["1", nil, "3", nil, nil, nil, nil, "8"]),
            (
                #"{"big_b":"snake","bigB":"camel","a":"first","a":"second"}"#,
                ["first", "camel", nil, nil, nil, nil, nil, nil]
            ),
            (#"{"bigB":"camel","big_b":"snake"}"#, [nil, "camel", nil, nil, nil, nil, nil, nil]),
            (#"{"big_b":"first","big_b":"second"}"#, [nil, "first", nil, nil, nil, nil, nil, nil]),
            (#"{"big_b":"snake","bigB":null}"#, [nil, nil, nil, nil, nil, nil, nil, nil]),
            (#"{"a":null,"a":"1","aa":"2","":"3"}"#, [nil, nil, nil, nil, nil, nil, nil, nil]),
            ("{}", .init(repeating: nil, count: 8)),
            ("[]", .init(repeating: nil, count: 8)), (#""a""#, .init(repeating: nil, count: 8)),
        ] as [(String, [String?])])
    func `one pass finds what a look-up of each key finds`(json: String, texts: [String?]) throws {
        let document = try JSONDocument(parsing: Array(json.utf8))
        let fields = document.root.fields(Self.keys)
        #expect(try (0..<8).map { index throws(DecodingFailure) in try fields[index].text() } == texts)
        #expect(
            try (0..<8).map { index throws(DecodingFailure) in try document.root.text(Self.keys.keys[index]) } == texts)
    }

    @Test func `a field of another type is named`() throws {
        let document = try JSONDocument(parsing: Array(#"{"big_b":1,"c":"x"}"#.utf8))
        let fields = document.root.fields(Self.keys)
        #expect(throws: DecodingFailure("expected a string, found a number").inside("bigB")) { try fields[1].utf8() }
        #expect(throws: DecodingFailure("expected an object, found a string").inside("c")) { try fields[2].object() }
        #expect(throws: DecodingFailure("expected an array, found a string").inside("c")) { try fields[2].array() }
    }
}
