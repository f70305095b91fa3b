internal import Notation

/// A user's text in a message: bounded, on one line, and not shown where it may be a secret.
package func quoted(_ text: String) -> String { SecretText.isLikely(text) ? shown(text) : "\"\(shown(text))\"" }

/// The same without quotes.
package func shown(_ text: String) -> String {
    if SecretText.isLikely(text) { return SecretText.placeholder }
    let start = String(String.UnicodeScalarView(text.unicodeScalars.prefix(80)))
    return "\(VisibleText.escaped(start))\(text.unicodeScalars.count > 80 ? "..." : "")"
}
