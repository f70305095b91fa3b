import Testing

@testable import Operating

@Suite struct ShellWordTests {
    @Test(arguments: [
        ("projects/p/locations/l/streams/s", "projects/p/locations/l/streams/s"), ("", "''"), ("a b", "'a b'"),
        ("$(rm -rf /)", "'$(rm -rf /)'"), ("it's", #"'it'\''s'"#), ("'\u{301}", "''\\''\u{301}'"),
        ("sales.*", "'sales.*'"), ("a;b", "'a;b'"),
    ])
    func `a word is read back as it was`(text: String, word: String) { #expect(ShellWord.quoted(text) == word) }
}
