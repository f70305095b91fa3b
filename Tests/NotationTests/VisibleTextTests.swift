import Testing

@testable import Notation

@Suite struct VisibleTextTests {
    @Test(arguments: [
        ("plain ä 日本", "plain ä 日本"), ("a\nb\tc\r", #"a\nb\tc\r"#), ("\u{1B}[31mred", #"\u001b[31mred"#),
        ("\u{9B}31m", #"\u009b31m"#), ("\u{7F}", #"\u007f"#), ("\u{85}", #"\u0085"#), ("a\u{202E}b", #"a\u202eb"#),
        ("a\u{2066}b\u{61C}", #"a\u2066b\u061c"#), ("a\u{200B}b\u{2028}", #"a\u200bb\u2028"#), ("\r\n", #"\r\n"#),
        ("\u{E0041}", #"\udb40\udc41"#), ("\u{F0000}", #"\udb80\udc00"#), ("\u{3164}", #"\u3164"#),
        ("e\u{301}", "e\u{301}"),
        ("", ""),
    ])
    func `visible text has no control, reordering or hidden characters`(text: String, visible: String) {
        #expect(VisibleText.escaped(text) == visible)
        #expect(VisibleText.isVisible(text) == (text == visible))
        #expect(VisibleText.isVisible(visible))
    }

    @Test(arguments: [
        ("a\n\tb\n", "a\n\tb\n"), ("a\rb\n", "a\\rb\n"), ("\u{1B}[2Jä\n", "\\u001b[2Jä\n"),
        ("\u{2028}\u{85}\n", "\\u2028\\u0085\n"),
        ("\r\u{1B}[Kbar\u{1B}", "\r\u{1B}[Kbar\\u001b"), ("x\r\u{1B}[K", "x\\r\\u001b[K"), ("\r\n", "\\r\n"),
    ])
    func `line ends stay, and so does clearing a line at its start`(text: String, visible: String) {
        #expect(Array(VisibleText.escapedLines(text).utf8) == Array(visible.utf8))
    }

    @Test(arguments: [("abc", 3), ("日本", 4), ("e\u{301}", 1), ("", 0), ("ä", 1)])
    func `a width is the number of columns on a terminal`(text: String, width: Int) {
        #expect(VisibleText.width(text) == width)
    }

    @Test(arguments: [
        ("abcdef", 6, "abcdef"), ("abcdef", 4, "abc…"), ("日本語", 4, "日…"), ("abc", 1, "…"), ("abc", 0, ""),
    ])
    func `a text is cut to a number of columns`(text: String, columns: Int, cut: String) {
        #expect(VisibleText.cut(text, to: columns) == cut)
    }

    @Test func `lines break at spaces, and in words that are too long`() {
        #expect(VisibleText.wrapped("one two three", to: 7) == ["one two", "three"])
        #expect(VisibleText.wrapped("abcdefghij k", to: 4) == ["abcd", "efgh", "ij k"])
        #expect(VisibleText.wrapped("one two", to: nil) == ["one two"])
        #expect(VisibleText.wrapped("", to: 4) == [""])
    }
}
