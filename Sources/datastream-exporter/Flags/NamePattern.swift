internal import CRE2
internal import CommandLine
internal import Notation

/// A regular expression in RE2's syntax that must match a whole name, as Prometheus anchors its own.
///
/// RE2 matches in time proportional to the length of the name, whatever the expression.
final class NamePattern: @unchecked Sendable {  // RE2 lets any number of threads match with one expression
    private let expression: OpaquePointer

    /// The longest expression that is compiled, in bytes.
    static let longest = 1 << 20
    /// The most memory that RE2 may use for an expression, in bytes: enough for 100 kB of names.
    private static let memory: Int64 = 16 << 20

    /// Compiles an expression.
    ///
    /// - Throws: RE2's message when it refuses the expression.
    init(_ pattern: String) throws(ValueProblem) {
        guard pattern.utf8.count <= Self.longest else {
            throw ValueProblem("the regular expression is longer than \(Self.longest) bytes")
        }
        // Invalid UTF-8 on the command line becomes this character, which no name contains.
        guard !pattern.unicodeScalars.contains("\u{FFFD}") else {
            throw ValueProblem("\(quoted(pattern)) is not a regular expression: invalid UTF-8")
        }
        var pattern = pattern
        var reason = [CChar](repeating: 0, count: 256)
        let made = pattern.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { bytes in
                re2_expression_create(bytes.baseAddress, bytes.count, Self.memory, &reason, reason.count)
            }
        }
        guard let made else {
            throw ValueProblem("\(quoted(pattern)) is not a regular expression: \(Self.text(of: reason, on: pattern))")
        }
        expression = made
    }

    /// RE2's message, on one line and shortened; after a colon it quotes the expression, which may be a secret.
    private static func text(of reason: [CChar], on pattern: String) -> String {
        var words = String(decoding: reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        if SecretText.isLikely(pattern), let colon = words.firstIndex(of: ":") { words = String(words[..<colon]) }
        let shown = VisibleText.escaped(String(words.unicodeScalars.prefix(100)))
        return words.unicodeScalars.count > 100 ? "\(shown)..." : shown
    }

    deinit { re2_expression_destroy(expression) }

    /// Whether the whole name matches.
    func matches(_ name: String) -> Bool {
        var name = name
        return name.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { bytes in
                re2_expression_matches(expression, bytes.baseAddress, bytes.count)
            }
        }
    }
}
