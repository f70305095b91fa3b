import Testing

@testable import Notation

@Suite struct JSONReadingTests {
    private func parse(_ text: String) throws(DecodingFailure) -> JSON { try JSON(parsing: Array(text.utf8)) }

    @Test func `a text is read as a tree`() throws {
        let text = #"{"a": "x\n\u00e9", "b": [1, 2.5, true, null], "c": {}}"#
        let tree = JSON.members([
            "a": .string("x\né"), "b": .array([.number(1), .real(2.5), .boolean(true), .null]), "c": .members([:]),
        ])
        #expect(try parse(text) == tree)
    }

    @Test(arguments: [
        "", " ", "{", "{\"a\":1,}", "[1,]", "{'a':1}", "{\"a\":1} x", "{\"a\":01}", "// c\n{}", "{\"a\":\"\u{1}\"}",
        "{\"a\":\"\\ud800\"}", "nul", "{\"a\":NaN}",
    ])
    func `anything that is not JSON is rejected`(text: String) {
        #expect { try parse(text) } throws: { "\($0)".hasPrefix("not JSON: ") }
    }

    @Test func `invalid UTF-8, a byte order mark and UTF-16 are refused`() {
        #expect(throws: DecodingFailure.self) { try JSON(parsing: [0x22, 0xFF, 0x22]) }
        #expect(throws: DecodingFailure("begins with a byte order mark; save it as UTF-8 without one")) {
            try JSON(parsing: [0xEF, 0xBB, 0xBF] + Array("{}".utf8))
        }
        #expect(throws: DecodingFailure.self) { try JSON(parsing: [0xFF, 0xFE, 0x7B, 0, 0x7D, 0]) }
    }

    @Test func `a duplicate key is named, at any depth`() {
        #expect(throws: DecodingFailure("type: appears twice")) { try parse(#"{"type":"a","type":"b"}"#) }
        #expect(throws: DecodingFailure("b: appears twice")) { try parse(#"{"a":[{"b":1,"b":1}]}"#) }
    }

    @Test func `deep nesting is refused`() {
        let deep = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
        #expect(throws: DecodingFailure("not JSON: nesting too deep")) { try parse(deep) }
    }
}
