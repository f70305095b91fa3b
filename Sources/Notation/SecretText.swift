/// Tells text that may contain a secret from ordinary input.
package enum SecretText {
    /// Replaces such a text in a message.
    package static let placeholder = "(a value that is not shown, since it may be a secret)"

    /// Prepares foreign text for a message: limited in length, on one line, and replaced if it may be a secret.
    package static func shown(_ text: String) -> String {
        if isLikely(text) { return placeholder }
        let start = String(String.UnicodeScalarView(text.unicodeScalars.prefix(80)))
        return "\(VisibleText.escaped(start))\(text.unicodeScalars.count > 80 ? "..." : "")"
    }

    /// Longest file name on Linux, in bytes.
    private static let maximumNameBytes = 255
    /// Longest text without a slash that does not count as a secret, in bytes.
    private static let maximumPlainBytes = 128
    /// What makes a text a secret at its beginning, but may be part of a word elsewhere: a base64-encoded JSON text, and a
    /// header.
    private static let beginnings = ["eyJ", "bearer "]

    /// Marks that prove a secret anywhere in a text: Google's access and refresh tokens and client secrets, JWTs, headers,
    /// PEM keys, and hashes of passwords.
    private static let marks = [
        "ya29.", "eyJhbGci", "1//0", "GOCSPX-", "Bearer ", "-----BEGIN", "$2a$", "$2b$", "$2y$",
    ].map { Array($0.utf8) }

    /// Whether a text may be a token, a key or the contents of a file with one.
    ///
    /// A false alarm only hides a value in a message, whereas a miss reveals a secret.
    package static func isLikely(_ text: String) -> Bool {
        if text.unicodeScalars.contains(where: isControl) { return true }
        let start = text.drop { " '`\"=@-".contains($0) }
        if beginnings.contains(where: { start.hasPrefix($0) || text.hasPrefix($0) }) { return true }
        if text.utf8.contains(UInt8(ascii: "{")), text.utf8.contains(UInt8(ascii: "\"")) { return true }
        if hasMark(text) || words(of: text).contains(where: isToken) || namesPassword(text) {
            return true
        }
        let names = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        if names.contains(where: { $0.count > maximumNameBytes }) { return true }
        return text.utf8.count > maximumPlainBytes && (names.count == 1 || isBase64(text))
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
    }

    /// Compares bytes, because a search by characters takes microseconds, and the ledger's file has many messages.
    private static func hasMark(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.indices.contains { start in
            marks.contains { $0.first == bytes[start] && bytes[start...].starts(with: $0) }
        }
    }

    /// Whether a host is preceded by a name and a password, as in `https://name:password@host`.
    private static func namesPassword(_ text: String) -> Bool {
        text.utf8.split(separator: UInt8(ascii: "/")).contains { part in
            guard let at = part.lastIndex(of: UInt8(ascii: "@")) else { return false }
            return part[..<at].contains(UInt8(ascii: ":"))
        }
    }

    private static func words(of text: String) -> [Substring.UTF8View] {
        text[...].utf8.split { byte in !byte.isAlphanumeric && !"._~+-".utf8.contains(byte) }
    }

    /// Whether a word is a long base64-encoded JSON text, like the parts of a JWT.
    private static func isToken(_ word: Substring.UTF8View) -> Bool {
        word.count >= 64 && word.starts(with: "eyJ".utf8)
    }

    /// Whether the whole text is base64.
    ///
    /// Absolute paths are excluded, since they can look like base64.
    private static func isBase64(_ text: String) -> Bool {
        !text.hasPrefix("/") && text.utf8.allSatisfy { $0.isAlphanumeric || "+/=".utf8.contains($0) }
    }
}
