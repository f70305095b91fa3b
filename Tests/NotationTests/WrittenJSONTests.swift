import Testing

@testable import Notation

@Suite struct WrittenJSONTests {
    private func json(_ text: String) -> WrittenJSON { WrittenJSON(Array(text.utf8)[...]) }

    @Test(arguments: [
        (
            #" { "b" : 99999999999999999999 , "a" : [ 1.0 , 1e400 , -0 , true , null ] } "#,
            #"{"b":99999999999999999999,"a":[1.0,1e400,-0,true,null]}"#
        ),
        (#"{"a":1,"a":2,"":{}}"#, #"{"a":1,"a":2,"":{}}"#),
        (#"{"x": " two  spaces\t\u00e9 \" } \\"}"#, #"{"x":" two  spaces\t\u00e9 \" } \\"}"#),
        (
            "[\n\t1,\r\n\"\u{9B}2J\u{7F}\u{85}\u{2028}\u{2029}\u{202F}é\u{C0}\"]",
            #"[1,"\u009b2J\u007f\u0085\u2028\u2029"# + "\u{202F}é\u{C0}\"]"
        ),
        // Marks that reorder or hide text, and characters that are not assigned or private.
        (
            "{\"\u{202E}a\":\"\u{200B}\u{58C}\u{E000}\u{E0041}Б\"}",
            #"{"\u202ea":"\u200b\u058c\ue000\udb40\udc41"# + "Б\"}"
        ),
        ("\"\\\u{e9}\"", "\"\\\u{e9}\""), ("", ""),
    ])
    func `a value is one line, and each part stays as written`(text: String, line: String) {
        #expect(json(text).line == line)
    }

    @Test func `members and elements are found, whatever the texts contain`() {
        let object = json(#" {"a" : "}]\\\"" , "b":[ [1,[2]] , {"c":"]"} , "x" , -1.5e3,[],{} ] ,"n": null,"e":{}} "#)
        #expect(object.members.map(\.key) == ["a", "b", "n", "e"])
        #expect(
            object.members.map(\.value.line) == [#""}]\\\"""#, #"[[1,[2]],{"c":"]"},"x",-1.5e3,[],{}]"#, "null", "{}"])
        #expect(object.member("b")?.elements.map(\.line) == ["[1,[2]]", #"{"c":"]"}"#, #""x""#, "-1.5e3", "[]", "{}"])
        #expect(object.member("n") == nil && object.member("z") == nil)
        #expect(object.member("e")?.members.isEmpty == true && object.member("a")?.elements.isEmpty == true)
        #expect(json("[]").elements.isEmpty && json(" [ ] ").elements.isEmpty && json("{ }").members.isEmpty)
    }

    @Test func `the first of two members counts, and the second spelling if the first is absent`() {
        #expect(json(#"{"a":1,"a":2}"#).member("a")?.line == "1")
        #expect(json(#"{"a_b":1}"#).member("aB", or: "a_b")?.line == "1")
        #expect(json(#"{"a_b":1,"aB":2}"#).member("aB", or: "a_b")?.line == "2")
        #expect(json(#"{"\u0061\u005fb":1}"#).member("a_b")?.line == "1")
    }

    @Test(arguments: [
        (#""plain é""#, "plain é"), (#""\b\f\n\r\t\/\\\"""#, "\u{8}\u{C}\n\r\t/\\\""), (#""\ud83d\ude00!""#, "😀!"),
        (#""\ud83d""#, "\u{FFFD}"), (#""é\u00e9""#, "éé"), (#""""#, ""),
    ])
    func `a string is read with its escapes`(text: String, string: String) { #expect(json(text).string == string) }

    @Test func `only a string has a text`() { #expect(json("1").string == nil && json("{}").string == nil) }

    @Test(arguments: [
        "{", "[", "\"", "\"\\", "{\"a\"", "{\"a\":", "[1,", "[[[[", "]", "}", ",", ":", "{]", "\"\\u", "tru",
        "{\"a\":1",
    ])
    func `reading invalid JSON terminates`(text: String) {
        let json = json(text)
        _ = (json.members.count, json.elements.count, json.string, json.line, json.member("a"))
    }

    @Test func `deep nesting needs no stack`() {
        let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
        #expect(json("[\(deep)]").elements.map(\.line) == [deep])
    }
}
