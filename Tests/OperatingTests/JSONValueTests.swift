import Testing

@testable import Operating

@Suite struct JSONValueTests {
    @Test func `members keep their order, and those without a value are left out`() {
        let value = JSONValue.members(["b": .number(1), "a": nil, "c": .array([.boolean(true), .string("x")])])
        #expect(value.text == #"{"b":1,"c":[true,"x"]}"#)
        #expect(JSONValue.members([:]).text == "{}")
    }

    @Test(arguments: [
        ("a\"b\\", #""a\"b\\""#), ("\n\t\u{1}", #""\n\u0009\u0001""#),
        ("\u{7F}\u{9B}\u{2028}", #""\u007f\u009b\u2028""#),
        ("ä日😀", "\"ä日😀\""),
    ])
    func `text is escaped where it must be, or would act on a terminal`(text: String, json: String) {
        #expect(JSONValue.string(text).text == json)
    }
}
