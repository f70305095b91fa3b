/// Quotes any text as one word of a shell command line.
package enum ShellWord {
    /// The text unchanged if every shell reads it literally, otherwise quoted.
    ///
    /// Characters that act on a terminal or page instead of being shown, such as line ends and changes of direction,
    /// are escaped in `$'...'`, which bash, zsh and ksh read.
    package static func quoted(_ text: String) -> String {
        if !text.isEmpty, text.utf8.allSatisfy(isPlain) { return text }
        guard text.unicodeScalars.contains(where: isHidden) else {
            // Replaced scalar by scalar: a combining mark after a quote would hide it from a search by characters.
            return "'" + text.unicodeScalars.map { $0 == "'" ? #"'\''"# : String($0) }.joined() + "'"
        }
        return "$'" + text.unicodeScalars.map(escaped).joined() + "'"
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte.isAlphanumeric || "_-./:@%+,".utf8.contains(byte)
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        [.control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse].contains(
            scalar.properties.generalCategory)
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        if scalar == "'" || scalar == "\\" { return "\\\(scalar)" }
        guard isHidden(scalar) else { return String(scalar) }
        return scalar.value > 0xFFFF
            ? "\\U" + Hexadecimal.text(scalar.value, width: 8) : "\\u" + Hexadecimal.text(scalar.value, width: 4)
    }
}
