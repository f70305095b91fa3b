import Testing

@testable import Exposition

struct RenderedLabelsTests {
    @Test(arguments: [
        ("", #"object="""#),
        ("shop.orders", #"object="shop.orders""#),
        ("back\\slash", #"object="back\\slash""#),
        ("say \"hi\"", #"object="say \"hi\"""#),
        ("two\nlines", #"object="two\nlines""#),
        ("two\r\nlines", "object=\"two\r\\nlines\""),
        ("\\n is no line end", #"object="\\n is no line end""#),
        ("\\\u{301}\"\u{301}", "object=\"\\\\\u{301}\\\"\u{301}\""),
        ("{a=\"b\"} 1", #"object="{a=\"b\"} 1""#),
        ("tab\tstays", "object=\"tab\tstays\""),
        ("zażółć 数据 🐘 \u{202E}rtl", "object=\"zażółć 数据 🐘 \u{202E}rtl\""),
        ("e\u{301}", "object=\"e\u{301}\""),
    ])
    func `a value is escaped as the text format requires`(value: String, text: String) {
        var labels = RenderedLabels()
        labels.append("object", value)
        #expect(Array(labels.bytes) == Array(text.utf8))
    }

    @Test(arguments: [(UInt8(ascii: "\\"), "\\\\"), (UInt8(ascii: "\""), "\\\""), (UInt8(ascii: "\n"), "\\n")])
    func `a byte is escaped wherever it stands, and its neighbours in the alphabet are not`(
        byte: UInt8, escaped: String
    ) {
        for length in 1...20 {
            for place in 0..<length {
                for (other, text) in [(byte, Array(escaped.utf8)), (byte ^ 1, [byte ^ 1])] {
                    let rest = Array(repeating: UInt8(ascii: "a"), count: length)
                    let value = Array(rest[..<place]) + [other] + rest[(place + 1)...]
                    var labels = RenderedLabels()
                    labels.append("l", String(decoding: value, as: UTF8.self))
                    let shown = Array(rest[..<place]) + text + rest[(place + 1)...]
                    #expect(labels.bytes == Array("l=\"".utf8) + shown + [UInt8(ascii: "\"")])
                }
            }
        }
    }

    @Test func `pairs keep their order`() {
        let labels: RenderedLabels = ["b": "1", "a": "2", "c": "3"]
        #expect(String(decoding: labels.bytes, as: UTF8.self) == #"b="1",a="2",c="3""#)
    }

    @Test func `labels with the same rendering are equal`() {
        var labels = RenderedLabels()
        labels.append("a", "1")
        #expect(labels == ["a": "1"])
        #expect(RenderedLabels() == [:])
    }
}
