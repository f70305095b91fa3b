import Testing

@testable import Notation

@Suite struct VisibleTextTests {
    @Test(arguments: [
        ("plain ä 日本", "plain ä 日本"), ("a\nb\tc\r", #"a\nb\tc\r"#), ("\u{1B}[31mred", #"\u{1b}[31mred"#),
        ("\u{9B}31m", #"\u{9b}31m"#), ("\u{7F}", #"\u{7f}"#), ("a\u{202E}b", #"a\u{202e}b"#),
        ("a\u{200B}b\u{2028}", #"a\u{200b}b\u{2028}"#), ("", ""),
    ])
    func `nothing in a text acts on a terminal`(text: String, visible: String) {
        #expect(VisibleText.escaped(text) == visible)
    }

    @Test(arguments: [("abc", 3), ("日本", 4), ("e\u{301}", 1), ("", 0), ("ä", 1)])
    func `a width is what a terminal gives`(text: String, width: Int) { #expect(VisibleText.width(text) == width) }

    @Test(arguments: [
        ("abcdef", 6, "abcdef"), ("abcdef", 4, "abc…"), ("日本語", 4, "日…"), ("abc", 1, "…"), ("abc", 0, ""),
    ])
    func `a text is cut to its columns`(text: String, columns: Int, cut: String) {
        #expect(VisibleText.cut(text, to: columns) == cut)
    }

    @Test func `lines break at spaces, and in words that are too long`() {
        #expect(VisibleText.wrapped("one two three", to: 7) == ["one two", "three"])
        #expect(VisibleText.wrapped("abcdefghij k", to: 4) == ["abcd", "efgh", "ij k"])
        #expect(VisibleText.wrapped("one two", to: nil) == ["one two"])
        #expect(VisibleText.wrapped("", to: 4) == [""])
    }
}
