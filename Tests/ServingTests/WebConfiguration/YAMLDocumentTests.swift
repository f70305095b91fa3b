import Testing

@testable import Serving

@Suite struct YAMLDocumentTests {
    private func root(_ text: String) throws(YAMLError) -> YAMLNode { try YAMLDocument.root(of: Array(text.utf8)) }

    private func scalar(_ text: String, isPlain: Bool = true, line: Int = 1) -> YAMLNode {
        YAMLNode(content: .scalar(text, isPlain: isPlain), line: line)
    }

    @Test func `a document is parsed into nodes with line numbers`() throws {
        let node = try root("a: 1\nb:\n  - x\n  - \"y\"\n")
        let list = YAMLNode(
            content: .sequence([scalar("x", line: 3), scalar("y", isPlain: false, line: 4)]), line: 3)
        #expect(
            node.content
                == .mapping([
                    YAMLNode.Entry(key: scalar("a"), value: scalar("1")),
                    YAMLNode.Entry(key: scalar("b", line: 2), value: list),
                ]))
    }

    @Test(arguments: ["", "\n", "# nothing\n", "~", "---\n"])
    func `an empty text has no document`(text: String) throws {
        #expect(try root(text).isNull)
    }

    @Test(arguments: [
        ("a: [1\nb: 2\n", 2), ("a: 1\n\tb: 2\n", 2), ("a: 1\n---\nb: 2\n", 2), ("a: *x\n", 1), ("a: 1\nb\u{0}: 2\n", 2),
        ("a: !!binary AA==\n", 1), ("a: !x y\n", 1), ("a: 1\nb: \u{7F}\n", 2), ("{a: 1", 2),
    ])
    func `anything but a single document is refused with its line`(text: String, line: Int) throws {
        let error = #expect(throws: YAMLError.self) { try root(text) }
        #expect(error?.line == line)
    }

    @Test func `bytes that are not text are refused`() {
        #expect(throws: YAMLError.self) { try YAMLDocument.root(of: [0x61, 0x3A, 0x20, 0xFF, 0xC0]) }
    }

    @Test func `aliases that multiply are refused, and others are read`() throws {
        let bomb =
            "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
            + zip("abcdef", "bcdefg").map {
                "\($1): &\($1) [\(Array(repeating: "*\($0)", count: 10).joined(separator: ", "))]\n"
            }
            .joined()
        #expect(throws: YAMLError.self) { try root(bomb) }
        #expect(throws: YAMLError(line: 1, reason: "an alias without an anchor")) { try root("a: &a [*a]\n") }
        #expect(try root("[&a x, *a]").texts(of: "").map(\.text) == ["x", "x"])
        #expect(try root("[&a x, *a, &a y, *a]").texts(of: "").map(\.text) == ["x", "x", "y", "y"])
    }

    /// Texts that kept libyaml or the code after it busy for hours.
    private static let hostile: [(part: String, count: Int, line: Int)] = [
        ("[", 1_000_000, 1), ("{", 1_000_000, 1), ("- ", 500_000, 1), ("? ", 500_000, 1), ("[\n", 500_000, 17),
        ("a: {", 250_000, 1), ("{a: [", 200_000, 1), ("&a [", 250_000, 1), ("!!seq [", 140_000, 1),
        ("- x\n", 250_000, 10_000), ("- &a\n", 200_000, 10_000), ("- *a\n", 200_000, 1), ("- [[]]\n", 140_000, 5_000),
        ("---\n", 250_000, 2), ("&a ", 300_000, 1), ("%X a\n", 200_000, 17), ("%TAG !a! b\n", 90_000, 17),
        ("%TAG !a! b\r", 90_000, 1), ("\"", 999_999, 1), ("'", 999_999, 1),
    ]

    @Test(arguments: hostile)
    func `too many or too deeply nested nodes are refused at the limit`(
        part: String, count: Int, line: Int
    ) {
        let error = #expect(throws: YAMLError.self) { try root(String(repeating: part, count: count)) }
        #expect(error?.line == line, "\(error?.reason ?? "")")
    }

    @Test(arguments: ["x", "x ", "x\n", "# x\n", "\n", " ", "#"])
    func `a long scalar is read`(part: String) throws {
        let text = String(repeating: part, count: 1_000_000 / part.utf8.count)
        #expect(try root(text).text(of: "").utf8.count <= text.utf8.count)
    }
}
