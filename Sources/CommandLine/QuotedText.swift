internal import Notation

/// Quotes a user's text for a message: shortened, on one line, and hidden if it may be a secret.
package func quoted(_ text: String) -> String { SecretText.isLikely(text) ? shown(text) : "\"\(shown(text))\"" }

/// The same text without quotes.
package func shown(_ text: String) -> String { SecretText.shown(text) }
