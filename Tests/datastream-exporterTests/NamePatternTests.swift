import Testing

@testable import datastream_exporter

@Suite struct NamePatternTests {
    @Test(arguments: [
        ("orders", "orders", true), ("orders", "orders2", false), ("orders", "my-orders", false),
        ("orders.*", "orders2", true), ("a|b", "b", true), ("a|b", "ab", false), ("", "", true), ("", "x", false),
        (".*", "a\nb", true), ("..", "e\u{301}", true),
        (#"sales\.\w+"#, "sales.orders", true),
    ])
    func `a pattern matches a whole name`(pattern: String, name: String, matches: Bool) throws {
        #expect(try NamePattern(pattern).matches(name) == matches)
    }

    @Test(arguments: ["(", "[a", "*", "a{2,1}"])
    func `what is no regular expression is refused`(pattern: String) {
        #expect(throws: ValueProblem.self) { try NamePattern(pattern) }
    }
}
