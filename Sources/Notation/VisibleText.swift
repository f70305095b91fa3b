/// Makes foreign text safe to print, so that it cannot control a terminal, forge a line or hide; measures its width.
package enum VisibleText {
    /// Clears the current terminal line, for text that is overwritten in place.
    package static let eraseLine = "\r\u{1B}[K"

    /// The text on one line.
    ///
    /// Control characters, line ends, and marks that hide or reorder text become escapes: `\n`, `\u001b`.
    ///
    /// The escapes are JSON's, so that a string in a line of JSON keeps its value.
    package static func escaped(_ text: String) -> String { escaped(text) { isHidden($0) } }

    /// Escapes whole lines for a stream, but keeps line ends, tabs, and ``eraseLine`` at the start.
    package static func escapedLines(_ text: String) -> String {
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) || $0 == 0x0A || $0 == 0x09 }) { return text }
        let erases = text.unicodeScalars.starts(with: eraseLine.unicodeScalars)
        let rest = erases ? String(text.unicodeScalars.dropFirst(eraseLine.unicodeScalars.count)) : text
        return (erases ? eraseLine : "") + escaped(rest) { $0 != "\n" && $0 != "\t" && isHidden($0) }
    }

    /// Whether a scalar can be shown without an escape.
    static func isVisible(_ scalar: Unicode.Scalar) -> Bool { !isHidden(scalar) }

    /// Whether the text has nothing to escape.
    package static func isVisible(_ text: String) -> Bool { !text.unicodeScalars.contains(where: isHidden) }

    private static func escaped(_ text: String, _ isHidden: (Unicode.Scalar) -> Bool) -> String {
        guard text.unicodeScalars.contains(where: isHidden) else { return text }
        return text.unicodeScalars.reduce(into: "") { visible, scalar in
            switch scalar {
            case _ where !isHidden(scalar): visible.unicodeScalars.append(scalar)
            case "\n": visible += "\\n"
            case "\r": visible += "\\r"
            case "\t": visible += "\\t"
            default:
                for unit in UTF16.encode(scalar) ?? .init() {
                    let digits = String(unit, radix: 16)
                    visible += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            }
        }
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
        return switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse: true
        default: scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    /// How many terminal columns the text takes.
    package static func width(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + width($1) } }

    private static func width(_ scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: return wide.contains { $0.contains(scalar.value) } ? 2 : 1
        }
    }

    /// East Asian characters that terminals show two columns wide, and emoji.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF,
        0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,
        0x20000...0x3FFFD,
    ]

    /// Cuts the text to at most the given number of columns; a cut text ends in an ellipsis.
    package static func cut(_ text: String, to columns: Int) -> String {
        guard width(text) > columns else { return text }
        guard columns > 0 else { return "" }
        var kept = ""
        var used = 0
        for character in text {
            let next = width(String(character))
            guard used + next <= columns - 1 else { break }
            kept.append(character)
            used += next
        }
        return kept + "\u{2026}"
    }

    /// Joins cells side by side and appends a name, which is left out if it does not fit whole.
    package static func line(_ cells: [String], name: String, columns: Int?) -> String {
        let line = cells.joined(separator: "  ")
        guard let columns, width(line) + 2 + width(name) > columns else { return "\(line)  \(name)" }
        return cut(line, to: columns)
    }

    /// Pads the text with spaces to the given number of columns.
    package static func padded(_ text: String, to columns: Int) -> String {
        text + String(repeating: " ", count: max(0, columns - width(text)))
    }

    /// Wraps the text to lines of at most the given number of columns, at spaces if possible.
    ///
    /// Without a width, the text stays whole.
    package static func wrapped(_ text: String, to columns: Int?) -> [String] {
        guard let columns, columns > 0 else { return [text] }
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ", omittingEmptySubsequences: false).map(String.init) {
            let longer = lines.isEmpty && line.isEmpty ? word : line.isEmpty ? word : "\(line) \(word)"
            if width(longer) <= columns || line.isEmpty {
                line = longer
            } else {
                lines.append(line)
                line = word
            }
            // A word that is wider than the line continues on the next.
            while width(line) > columns {
                let head = headOfLine(line, columns)
                lines.append(head)
                line = String(line.dropFirst(head.count))
            }
        }
        return lines + [line]
    }

    private static func headOfLine(_ text: String, _ columns: Int) -> String {
        var used = 0
        let head = text.prefix { character in
            used += width(String(character))
            return used <= columns
        }
        return head.isEmpty ? String(text.prefix(1)) : String(head)
    }
}
