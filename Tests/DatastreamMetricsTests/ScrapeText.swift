import Testing

/// A strict, byte-by-byte parser of the text format 0.0.4 as this exporter promises to write it.
struct ScrapeText {
    /// The broken promises, each with the offending line.
    private(set) var problems: [String] = []
    /// The families, in order.
    private(set) var families: [String] = []
    /// Each series as its name and its sorted label pairs.
    private(set) var series: Set<[String]> = []

    private var helped: Set<String> = []
    private var type = ""
    private var family: String { families.last ?? "" }

    init(_ text: [UInt8]) {
        if !text.isEmpty, text.last != UInt8(ascii: "\n") { problems.append("the last line has no end") }
        for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast() {
            read(Array(line))
        }
    }

    private mutating func read(_ line: [UInt8]) {
        let text = String(decoding: line, as: UTF8.self)
        let words = text.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
        if text.hasPrefix("# HELP ") {
            if words.count < 4 || !helped.insert(String(words[2])).inserted {
                problems.append("second or empty HELP: \(text)")
            }
            families.append(String(words[2]))
            type = ""
        } else if text.hasPrefix("# TYPE ") {
            if words.count != 4 || words[2] != family || !type.isEmpty { problems.append("TYPE out of place: \(text)") }
            type = String(words.last ?? "")
        } else if let (name, pairs, value) = Self.sample(line) {
            let suffixes = type == "histogram" ? ["_bucket", "_sum", "_count"] : [""]
            if type.isEmpty || !suffixes.contains(where: { name == family + $0 }) {
                problems.append("foreign sample: \(text)")
            }
            let key = [name] + pairs.map { "\($0.name)=\(Array($0.value))" }.sorted()
            if !series.insert(key).inserted { problems.append("series seen twice: \(text)") }
            if Set(pairs.map(\.name)).count != pairs.count { problems.append("label twice: \(text)") }
            if Double(value) == nil { problems.append("no number: \(text)") }
        } else {
            problems.append("no sample: \(text)")
        }
    }

    /// Parses `name{label="value",...} number`, with nothing after the number.
    private static func sample(_ line: [UInt8]) -> (
        name: String, pairs: [(name: String, value: [UInt8])], value: String
    )? {
        var rest = line[...]
        let name = rest.take { isNameByte($0) }
        var pairs: [(String, [UInt8])] = []
        if rest.first == UInt8(ascii: "{") {
            repeat {
                rest.removeFirst()
                let label = rest.take { isNameByte($0) }
                guard !label.isEmpty, rest.starts(with: "=\"".utf8), let value = quoted(&rest) else { return nil }
                pairs.append((label, value))
            } while rest.first == UInt8(ascii: ",")
            guard rest.popFirst() == UInt8(ascii: "}") else { return nil }
        }
        guard !name.isEmpty, rest.popFirst() == UInt8(ascii: " "), !rest.isEmpty, !rest.contains(UInt8(ascii: " "))
        else {
            return nil
        }
        return (name, pairs, String(decoding: rest, as: UTF8.self))
    }

    /// Parses `="value"` and resolves its escapes.
    private static func quoted(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        rest = rest.dropFirst(2)
        var value: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\"") { return value }
            if byte == 0 { return nil }
            guard byte == UInt8(ascii: "\\") else {
                value.append(byte)
                continue
            }
            switch rest.popFirst() {
            case UInt8(ascii: "n"): value.append(UInt8(ascii: "\n"))
            case UInt8(ascii: "\\"): value.append(UInt8(ascii: "\\"))
            case UInt8(ascii: "\""): value.append(UInt8(ascii: "\""))
            default: return nil
            }
        }
        return nil
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "_")
    }
}

extension ArraySlice<UInt8> {
    fileprivate mutating func take(while isPart: (UInt8) -> Bool) -> String {
        let taken = prefix(while: isPart)
        self = dropFirst(taken.count)
        return String(decoding: taken, as: UTF8.self)
    }
}

struct ScrapeTextTests {
    private static let head = "# HELP a_total h\n# TYPE a_total counter\n"

    @Test(arguments: [
        "a_total 1\na_total 2\n", "a_total{x=\"1\"} 1\na_total{x=\"1\"} 1\n",
        "a_total{x=\"1\",y=\"2\"} 1\na_total{y=\"2\",x=\"1\"} 1\n",
        "b_total 1\n", "a_total_bucket 1\n", "a_total{x=\"1\",x=\"2\"} 1\n", "a_total 1 1795428000\n", "a_total x\n",
        "a_total  1\n",
        "a_total{x=\"a\"b\"} 1\n", "a_total{x=\"\\t\"} 1\n", "a_total{x=\"\0\"} 1\n", "a_total{} 1\n", "a_total 1",
        "\n",
        "# HELP a_total h\n", "# TYPE a_total counter\n", "# TYPE b_total counter\n", "# a comment\n",
    ])
    func `a broken promise is noticed`(lines: String) {
        #expect(!ScrapeText(Array((Self.head + lines).utf8)).problems.isEmpty)
    }

    @Test(arguments: [
        "", "a_total 1\n", "a_total{x=\"a\\\"b\\\\c\\nd\"} +Inf\na_total{x=\"a\"} NaN\n",
        "a_total{x=\"\u{E9}\"} 1\na_total{x=\"e\u{301}\"} 1\n",
    ])
    func `a correct scrape is read`(lines: String) {
        #expect(ScrapeText(Array((Self.head + lines).utf8)).problems == [])
    }
}
