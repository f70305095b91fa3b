import Testing

@testable import Notation

@Suite struct JSONTests {
    @Test func `members keep their order, and those without a value are omitted`() {
        let value = JSON.members(["b": .number(1), "a": nil, "c": .array([.boolean(true), .string("x"), .null])])
        #expect(value.text == #"{"b":1,"c":[true,"x",null]}"#)
        #expect(JSON.members([:]).text == "{}")
    }

    @Test(arguments: [(1.0, "1"), (0.5, "0.5"), (-3, "-3"), (1e300, "1e+300")])
    func `a whole floating-point number is written as an integer`(number: Double, text: String) {
        #expect(JSON.real(number).text == text)
    }

    @Test(arguments: [
        ("a\"b\\", #""a\"b\\""#), ("\n\t\r\u{1}", #""\n\t\r\u0001""#),
        ("\u{7F}\u{9B}\u{2028}\u{202E}", "\"\u{5C}u007f\u{5C}u009b\u{5C}u2028\u{5C}u202e\""), ("ä日😀", "\"ä日😀\""),
    ])
    func `text is escaped where JSON requires it or a terminal would obey it`(text: String, json: String) {
        #expect(JSON.string(text).text == json)
    }

    @Test func `both Python styles match Python's output`() {
        let text = JSON.members(["a": .array([.number(-1), .null]), "b": .string("x")])
        #expect(text.text(.python) == #"{"a": [-1, null], "b": "x"}"#)
        #expect(text.text(.compactPython) == #"{"a":[-1,null],"b":"x"}"#)
    }

    @Test(arguments: [
        ("\"\\/", #""\"\\/""#), ("\u{8}\t\n\u{C}\r\u{1}", #""\b\t\n\f\r\u0001""#), ("é", "\"\u{5C}u00e9\""),
        ("😀", "\"\u{5C}ud83d\u{5C}ude00\""), ("\u{7F}", "\"\u{5C}u007f\""),
    ])
    func `a string is written in ASCII for Python`(text: String, written: String) {
        #expect(JSON.string(text).text(.compactPython) == written)
    }

    @Test func `foreign JSON is kept unchanged`() {
        #expect(
            JSON.members(["a": .written(WrittenJSON(Array("{ \"b\" : 1e400 }".utf8)[...]))]).text
                == #"{"a":{"b":1e400}}"#)
    }
}
