import Notation
import Testing

@testable import GoogleAuth

@Suite struct JSONValueTests {
    private func parse(_ text: String) throws(CredentialsProblem) -> JSONValue { try .parse(Array(text.utf8)) }

    @Test func `a text is read as a tree`() throws {
        let text = #"{"a": "x\n\u00e9", "b": [1, 2.5, true, null], "c": {}}"#
        let tree: JSONValue = .object([
            "a": .text("x\né"), "b": .array([.number(1), .number(2.5), .boolean(true), .null]), "c": .object([:]),
        ])
        #expect(try parse(text) == tree)
    }

    @Test(arguments: [
        "", " ", "{", "{\"a\":1,}", "[1,]", "{'a':1}", "{\"a\":1} x", "{\"a\":01}", "// c\n{}", "{\"a\":\"\u{1}\"}",
        "{\"a\":\"\\ud800\"}", "nul", "{\"a\":NaN}",
    ])
    func `what is no JSON is refused`(text: String) {
        #expect { try parse(text) } throws: { "\($0)".hasPrefix("not JSON: ") }
    }

    @Test func `bytes that are no UTF-8, a mark of the byte order and UTF-16 are refused`() {
        #expect(throws: CredentialsProblem.self) { try JSONValue.parse([0x22, 0xFF, 0x22]) }
        #expect(throws: CredentialsProblem("begins with a byte order mark; save it as UTF-8 without one")) {
            try JSONValue.parse([0xEF, 0xBB, 0xBF] + Array("{}".utf8))
        }
        #expect(throws: CredentialsProblem.self) { try JSONValue.parse([0xFF, 0xFE, 0x7B, 0, 0x7D, 0]) }
    }

    @Test func `a key that stands twice is named, at any depth`() {
        #expect(throws: CredentialsProblem("type: stands there twice")) { try parse(#"{"type":"a","type":"b"}"#) }
        #expect(throws: CredentialsProblem("b: stands there twice")) { try parse(#"{"a":[{"b":1,"b":1}]}"#) }
    }

    @Test func `deep nesting is refused`() {
        let deep = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
        #expect(throws: CredentialsProblem("not JSON: nested too deeply")) { try parse(deep) }
    }

    @Test func `what is shown of a text is bounded and on one line`() {
        #expect("a b\u{200B}é".shown == "a?b??")
        #expect("ya29.a0Ab".shown == SecretText.placeholder && "a\nb".shown == SecretText.placeholder)
        #expect(String(repeating: "x", count: 100).shown == String(repeating: "x", count: 64) + "...")
    }
}
