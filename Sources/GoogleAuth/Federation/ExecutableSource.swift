internal import Notation

/// A program that writes a provider's token.
struct ExecutableSource: Sendable {
    /// The program and its arguments.
    let arguments: [String]
    /// How long it may run.
    let timeout: Duration
    /// The file in which it keeps its last answer.
    let outputFile: String?

    /// The variable with which Google's libraries are told that programs may be run.
    static let permission = "GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES"

    /// Reads the fields of `credential_source.executable`.
    init(_ fields: JSONFields) throws(CredentialsProblem) {
        arguments = try fields.checking("command") { command throws(CredentialsProblem) in
            let words = try CommandWords.split(command)
            guard words.first.map(PlausiblePath.isPlausible) == true else {
                throw CredentialsProblem(PlausiblePath.mistake)
            }
            return words
        }
        let milliseconds = try fields.number("timeout_millis") ?? 30_000
        guard (5_000...120_000).contains(milliseconds) else {
            throw fields.problem("timeout_millis", "must be from 5000 to 120000")
        }
        timeout = .milliseconds(Int64(milliseconds))
        outputFile = try fields.path("output_file")
    }
}

/// The words of a command, split as a POSIX shell splits them, and nothing else of a shell.
enum CommandWords {
    /// Splits at white space outside of quotes.
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
