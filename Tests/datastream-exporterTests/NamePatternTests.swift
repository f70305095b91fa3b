import CommandLine
import Notation
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

    @Test(
        arguments: [
            ("a|ab", "ab", true), (#"\pL+"#, "größe", true), ("(?i)ORDERS", "orders", true), ("(?-s).*", "a\nb", false),
            ("^orders$", "orders", true), (#"\Qa.b\E"#, "a.b", true), ("(?P<kind>a)b", "ab", true), ("a)|(b", "b", nil),
            ("\u{E9}", "e\u{301}", false),
        ] as [(String, String, Bool?)])
    func `expressions use RE2's syntax and match bytes`(pattern: String, name: String, matches: Bool?) {
        #expect((try? NamePattern(pattern))?.matches(name) == matches)
    }

    @Test(arguments: [
        ("(", "missing ): ("), ("[a", "missing ]: [a"), ("*", "no argument for repetition operator: *"),
        ("a{2,1}", "invalid repetition size: {2,1}"), ("a(?=b)", "invalid perl operator: (?="),
        ("(?!a).*", "invalid perl operator: (?!"), ("(?<=a)b", "invalid perl operator: (?<"),
        (#"(a)\1"#, #"invalid escape sequence: \1"#), ("a++", "bad repetition operator: ++"),
        ("((a{100}){100}){100}", "invalid repetition size: {100}"),
        ("[[:wort:]]", "invalid character class range: [:wort:]"),
        (#"\p{Klingon}"#, #"invalid character class range: \p{Klingon}"#), ("a\u{FFFD}", "invalid UTF-8"),
    ])
    func `an expression that RE2 refuses is refused with its message`(pattern: String, reason: String) {
        #expect(throws: ValueProblem("\(quoted(pattern)) is not a regular expression: \(reason)")) {
            try NamePattern(pattern)
        }
    }

    @Test(arguments: ["ya29.a0AfH6SMB(secret", "eyJhbGciOi[secret", "GOCSPX-a**secret", #"{"private_key":"\yrest"}"#])
    func `an expression that may be a secret is not in RE2's message either`(pattern: String) {
        let text = #expect(throws: ValueProblem.self) { try NamePattern(pattern) }?.text ?? ""
        let beginning = "\(SecretText.placeholder) is not a regular expression: "
        #expect(text.hasPrefix(beginning))
        #expect(!text.dropFirst(beginning.count).contains(":"))
    }

    @Test(arguments: ["[", "(", "(?:", "\\", "(a|b)*?+", "a{1000}", "\u{1F600}{900}", "(?i)[^a]{500}"])
    func `a long or deep expression is compiled or refused with a bounded message`(part: String) {
        for count in [10_000, 100_000_000 / part.utf8.count] {
            do throws(ValueProblem) { _ = try NamePattern(String(repeating: part, count: count)) } catch {
                #expect(error.text.utf8.count < 600)
            }
        }
    }

    @Test(arguments: [
        #"([a-z0-9]+_?)+\.([a-z]+_?)+_orders"#, "(a*)*b", "(a|a)*b", "(a|aa)+$b", "(.*)(.*)(.*)(.*)(.*)x",
        "(a?){500}a{500}", "[ab]*a[ab]{14}",
    ])
    func `no name makes an expression slow`(pattern: String) throws {
        let expression = try NamePattern(pattern)
        for name in ["a", "ab", "shop.a_", "\u{1F600}"] {
            #expect(!expression.matches(String(repeating: name, count: 20_000) + "!"))
        }
    }

    @Test func `many tasks can share an expression`() async throws {
        let expression = try NamePattern("(a|b)+c?[0-9]*")
        await withTaskGroup(of: Bool.self) { group in
            for number in 0..<64 {
                group.addTask { expression.matches("abab\(number)") && !expression.matches("abd\(number)") }
            }
            for await isRight in group { #expect(isRight) }
        }
    }
}
