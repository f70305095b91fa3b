/// Splits a command into words as a POSIX shell does, without any other shell feature.
enum CommandWords {
    /// Splits at white space outside quotes.
    static func split(_ command: String) throws(CredentialsProblem) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var rest = command[...]
        while let character = rest.popFirst() {
            switch (quote, character) {
            case ("'", "'"), ("\"", "\""): quote = nil
            case (nil, "'"), (nil, "\""):
                quote = character
                word = word ?? ""
            case (nil, "\\"):
                guard let next = rest.popFirst() else { throw CredentialsProblem("ends in a backslash") }
                word = (word ?? "") + String(next)
            case ("\"", "\\"):
                guard let next = rest.popFirst() else { throw CredentialsProblem("ends in a backslash") }
                word = (word ?? "") + ("\"\\".contains(next) ? "" : "\\") + String(next)
            case (nil, _) where character.isWhitespace:
                if let whole = word { words.append(whole) }
                word = nil
            default: word = (word ?? "") + String(character)
            }
        }
        guard quote == nil else { throw CredentialsProblem("a quote is not closed") }
        if let word { words.append(word) }
        guard words.first?.isEmpty == false else { throw CredentialsProblem("no program is named") }
        return words
    }
}
