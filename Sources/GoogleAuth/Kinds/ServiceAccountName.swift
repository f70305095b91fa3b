internal import Notation

/// The syntax of service account names.
package enum ServiceAccountName {
    /// Whether a text can be an account's email address or unique ID.
    package static func isName(_ text: String) -> Bool {
        (1...254).contains(text.utf8.count) && !text.hasPrefix(".")
            && text.utf8.allSatisfy { $0.isAlphanumeric || "-_.@:+".utf8.contains($0) }
    }
}
