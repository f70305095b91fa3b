import Testing

@testable import GoogleAuth

@Suite struct JSONTextTests {
    @Test func `both styles are Python's`() {
        let text = JSONText.object(["a": .array([.number(-1), .null]), "b": .text("x")])
        #expect(text.written(.spaced) == #"{"a": [-1, null], "b": "x"}"#)
        #expect(text.written(.compact) == #"{"a":[-1,null],"b":"x"}"#)
    }

    @Test(arguments: [
        ("\"\\/", #""\"\\/""#), ("\u{8}\t\n\u{C}\r\u{1}", #""\b\t\n\f\r\u0001""#), ("é", #""\u00e9""#),
        ("😀", #""\ud83d\ude00""#), ("\u{7F}", "\"\u{5C}u007f\""),
    ])
    func `a string is written in ASCII`(text: String, written: String) {
        #expect(JSONText.text(text).written(.compact) == written)
    }
}
