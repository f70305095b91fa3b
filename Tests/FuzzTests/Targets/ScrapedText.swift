/// An exposition as a second, small reader sees it, written from the formats' definitions.
struct ScrapedText {
    /// A sample: its name, its labels in order, and its value as written.
    struct Sample: Equatable {
        var name: String
        var labels: [[String]]
        var value: String
        var exemplar: [[String]]?
    }

    /// The type of each family by its name.
    private(set) var types: [String: String] = [:]
    /// The help of each family by its name.
    private(set) var helps: [String: String] = [:]
    private(set) var samples: [Sample] = []

    /// Reads a whole exposition; an OpenMetrics one must end in `# EOF`.
    init(_ text: [UInt8], isOpenMetrics: Bool) throws {
        guard text.isEmpty || text.last == 0x0A else { throw Violation("the last line has no end") }
        var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
        if isOpenMetrics {
            try demand(lines.popLast()?.elementsEqual("# EOF".utf8) == true, "no # EOF at the end")
        }
        for line in lines {
            guard line.first == UInt8(ascii: "#") else {
                samples.append(try Self.sample(line))
                continue
            }
            let words = line.split(separator: 0x20, maxSplits: 3, omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
            try demand(words.count == 4, "a comment of \(words)")
            switch words[1] {
            case "TYPE":
                try demand(types.updateValue(words[3], forKey: words[2]) == nil, "a second TYPE of \(words[2])")
            case "HELP":
                try demand(helps.updateValue(words[3], forKey: words[2]) == nil, "a second HELP of \(words[2])")
            case "UNIT": try demand(words[2].hasSuffix("_\(words[3])"), "a unit of \(words)")
            default: throw Violation("a comment of \(words)")
            }
        }
    }

    private static func sample(_ line: ArraySlice<UInt8>) throws -> Sample {
        var rest = line
        let name = take(&rest) { $0 != UInt8(ascii: "{") && $0 != 0x20 }
        var labels: [[String]] = []
        if rest.first == UInt8(ascii: "{") { labels = try pairs(&rest) }
        try demand(rest.popFirst() == 0x20, "no value: \(String(decoding: line, as: UTF8.self))")
        var sample = Sample(name: name, labels: labels, value: take(&rest) { $0 != 0x20 })
        if rest.starts(with: " # {".utf8) {
            rest = rest.dropFirst(3)
            sample.exemplar = try pairs(&rest)
            rest = []
        }
        try demand(rest.isEmpty, "something after the value: \(String(decoding: line, as: UTF8.self))")
        return sample
    }

    /// The pairs between braces, with the values unescaped.
    private static func pairs(_ rest: inout ArraySlice<UInt8>) throws -> [[String]] {
        rest = rest.dropFirst()
        var pairs: [[String]] = []
        repeat {
            let name = take(&rest) { $0 != UInt8(ascii: "=") }
            try demand(rest.popFirst() == UInt8(ascii: "=") && rest.popFirst() == UInt8(ascii: "\""), "no value")
            var value: [UInt8] = []
            while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
                guard byte == UInt8(ascii: "\\") else {
                    value.append(byte)
                    continue
                }
                switch rest.popFirst() {
                case UInt8(ascii: "n"): value.append(0x0A)
                case UInt8(ascii: "\\"): value.append(UInt8(ascii: "\\"))
                case UInt8(ascii: "\""): value.append(UInt8(ascii: "\""))
                case let other: throw Violation("an escape of \(String(describing: other))")
                }
            }
            pairs.append([name, String(decoding: value, as: UTF8.self)])
        } while rest.popFirst() == UInt8(ascii: ",")
        return pairs
    }

    private static func take(_ rest: inout ArraySlice<UInt8>, while isPart: (UInt8) -> Bool) -> String {
        let part = rest.prefix(while: isPart)
        rest = rest.dropFirst(part.count)
        return String(decoding: part, as: UTF8.self)
    }
}
