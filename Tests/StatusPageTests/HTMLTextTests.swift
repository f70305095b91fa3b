import Testing

@testable import StatusPage

@Suite struct HTMLTextTests {
    private func html(_ write: (inout HTMLText) -> Void) -> String {
        var html = HTMLText()
        write(&html)
        return String(decoding: html.bytes, as: UTF8.self)
    }

    @Test func `markup is kept, and texts are escaped`() {
        #expect(
            html {
                $0.markup("<b>")
                $0.text("<script>\"'&amp;</script>\u{0}\u{1B}\u{202E}é")
            } == "<b>&lt;script&gt;&quot;&#39;&amp;amp;&lt;/script&gt;\u{FFFD}\u{FFFD}\u{FFFD}é")
        #expect(html { $0.name("a<") } == "<bdi>a&lt;</bdi>")
    }

    @Test(arguments: [
        (0, "0"), (999, "999"), (1_000, "1\u{202F}000"), (1_234_567, "1\u{202F}234\u{202F}567"),
        (-1_000, "-1\u{202F}000"),
    ])
    func `numbers have their digits in groups of three`(number: Int, text: String) {
        #expect(html { $0.number(number) } == text)
    }
}
