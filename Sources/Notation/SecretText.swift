/// Tells text that may hold a secret from what people type.
package enum SecretText {
    /// What stands in a message in the place of such a text.
    package static let placeholder = "(a value that is not shown, since it may be a secret)"

    /// A text of someone else's in a message: bounded, on one line, and not shown where it may be a secret.
    package static func shown(_ text: String) -> String {
        if isLikely(text) { return placeholder }
        let start = String(String.UnicodeScalarView(text.unicodeScalars.prefix(80)))
        return "\(VisibleText.escaped(start))\(text.unicodeScalars.count > 80 ? "..." : "")"
    }

    /// Longest name of a file, as Linux has it.
    private static let maximumNameBytes = 255
    /// Longest text without a slash that is no secret.
    private static let maximumPlainBytes = 128
    /// The beginnings of Google's access, refresh and identity tokens and client secrets, of keys in PEM, and of headers.
    private static let beginnings = ["ya29.", "eyJ", "1//0", "GOCSPX-", "-----BEGIN", "Bearer ", "bearer "]

    /// Those of them that nothing else holds, wherever they stand; the second begins the head of a JWT.
    private static let marks = ["ya29.", "eyJhbGci", "1//0", "GOCSPX-", "Bearer ", "-----BEGIN"]

    /// Whether a text may be a token, a key or the contents of a file that holds one.
    ///
    /// A false alarm costs a value in a message; a miss costs a secret.
    package static func isLikely(_ text: String) -> Bool {
        if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) { return true }
        let start = text.drop { " '`\"=@-".contains($0) }
        if beginnings.contains(where: { start.hasPrefix($0) || text.hasPrefix($0) }) { return true }
        if text.contains("{") && text.contains("\"") || ["$2a$", "$2b$", "$2y$"].contains(where: text.contains) {
            return true
        }
        if marks.contains(where: text.contains) || words(of: text).contains(where: isToken) || namesPassword(text) {
            return true
        }
        let names = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        if names.contains(where: { $0.count > maximumNameBytes }) { return true }
        return text.utf8.count > maximumPlainBytes && (names.count == 1 || isBase64(text))
    }

    /// Whether a name and a password stand before a host, as in `https://name:password@host`.
    private static func namesPassword(_ text: String) -> Bool {
        text.utf8.split(separator: UInt8(ascii: "/")).contains { part in
            guard let at = part.lastIndex(of: UInt8(ascii: "@")) else { return false }
            return part[..<at].contains(UInt8(ascii: ":"))
        }
    }

    private static func words(of text: String) -> [Substring.UTF8View] {
        text[...].utf8.split { byte in !byte.isAlphanumeric && !"._~+-".utf8.contains(byte) }
    }

    /// Whether a word is one of Google's access tokens, or a long text in JSON and base64, as the parts of a JWT are.
    private static func isToken(_ word: Substring.UTF8View) -> Bool {
        word.starts(with: "ya29.".utf8) || word.count >= 64 && word.starts(with: "eyJ".utf8)
    }

    /// Whether all of a text is base64; an absolute path may look so too.
    private static func isBase64(_ text: String) -> Bool {
        !text.hasPrefix("/") && text.utf8.allSatisfy { $0.isAlphanumeric || "+/=".utf8.contains($0) }
    }
}
