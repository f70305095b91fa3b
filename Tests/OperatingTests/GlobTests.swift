import Testing

@testable import Operating

@Suite struct GlobTests {
    @Test(arguments: [
        ("sales.*", "sales.orders", true), ("sales.*", "sales.", true), ("sales.*", "resales.orders", false),
        ("sales.*", "sales", false), ("*", "", true), ("*", "anything", true), ("?", "", false), ("?", "ä", true),
        ("a?c", "abc", true), ("a?c", "ac", false), ("[a-c]x", "bx", true), ("[a-c]x", "dx", false),
        ("[!a-c]x", "dx", true), ("[]]", "]", true), ("[a-]", "-", true), ("a\\*", "a*", true), ("a\\*", "ab", false),
        ("*a*b*c", "xxaxxbxxc", true), ("*a*b*c", "xxaxxbxx", false), ("public.orders", "public.orders", true),
        ("a.b", "axb", false), ("*.*", "a\nb.c", true), ("$(rm)", "$(rm)", true),
    ])
    func `a name matches as in a shell`(pattern: String, name: String, matches: Bool) throws {
        #expect(try #require(Glob(pattern)).matches(name) == matches)
    }

    @Test(arguments: ["", "[", "[a", "[]", "a\\", "[z-a]", String(repeating: "a", count: 1_025)])
    func `a text that is not a pattern is refused`(pattern: String) { #expect(Glob(pattern) == nil) }

    @Test func `no pattern is slow`() throws {
        let glob = try #require(Glob(String(repeating: "*a", count: 500) + "b"))
        #expect(!glob.matches(String(repeating: "a", count: 5_000)))
    }
}
