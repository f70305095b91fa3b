import TestSupport
import Testing

@testable import Notation

@Suite struct ShellWordTests {
    static let words = [
        "projects/p/locations/l/streams/s/objects/o-1_2.3", "", "a b", "it's", "$(id)", "`id`", "a;b", "a\\b", "*",
        "!!",
        "--x=y", "~", "\"", "a\nb", "\u{1B}[31m", "\u{202E}abc", "Größe", "日本", "a\tb'c\\", "\u{7F}", "#", "\u{E0001}",
        "a'\u{301}; id #",
    ]

    @Test(arguments: words)
    func `a shell reads back the same word`(word: String) throws {
        let told = try output(of: ["bash", "-c", "printf %s \(ShellWord.quoted(word))"])
        #expect(told.code == 0 && told.text == word)
    }

    @Test(arguments: words)
    func `a quoted word is safe on a terminal`(word: String) {
        #expect(
            ShellWord.quoted(word).unicodeScalars.allSatisfy {
                ![.control, .format].contains($0.properties.generalCategory)
            })
    }

    @Test(arguments: [("", "''"), ("it's", #"'it'\''s'"#), ("'\u{301}", "''\\''\u{301}'"), ("sales.*", "'sales.*'")])
    func `words that a shell would interpret are quoted`(text: String, word: String) {
        #expect(ShellWord.quoted(text) == word)
    }

    @Test func `a plain word is unchanged`() { #expect(ShellWord.quoted(Self.words[0]) == Self.words[0]) }
}
