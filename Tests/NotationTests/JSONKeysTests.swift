import Testing

@testable import Notation

struct JSONKeysTests {
    private static let keys: [JSONKey] = ["a", JSONKey("bigB", "big_b"), "c", "d", "e", "f", "g", "h"]

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
        let found = try withFields(of: document.root) { fields throws(DecodingFailure) in
            try (0..<8).map { index throws(DecodingFailure) in try fields[index].text() }
        }
        #expect(found == texts)
        #expect(try Self.keys.map { key throws(DecodingFailure) in try document.root.text(key) } == texts)
        #expect(Self.keys.map { document.root[$0]?.text } == texts)
    }

    @Test func `a field of another type is named`() throws {
        let document = try JSONDocument(parsing: Array(#"{"big_b":1,"c":"x"}"#.utf8))
        try withFields(of: document.root) { fields throws(DecodingFailure) in
            #expect(throws: DecodingFailure("expected a string, found a number").inside("bigB")) {
                try fields[1].utf8()
            }
            #expect(throws: DecodingFailure("expected an object, found a string").inside("c")) {
                try fields[2].object()
            }
            #expect(throws: DecodingFailure("expected an array, found a string").inside("c")) { try fields[2].texts() }
        }
    }

    private func withFields<Value>(
        of element: JSONElement, _ read: (UnsafeMutableBufferPointer<JSONField>) throws(DecodingFailure) -> Value
    ) throws(DecodingFailure) -> Value {
        try withUnsafeTemporaryAllocation(of: JSONField.self, capacity: JSONKeys.limit) {
            fields throws(DecodingFailure) -> Value in
            element.find(JSONKeys(Self.keys), into: fields)
            return try read(fields)
        }
    }
}
