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
