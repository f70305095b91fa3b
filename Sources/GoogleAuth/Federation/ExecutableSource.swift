internal import Notation

/// A program that prints a provider's token.
struct ExecutableSource: Sendable {
    /// The program and its arguments.
    let arguments: [String]
    /// How long the program may run.
    let timeout: Duration
    /// The file in which the program keeps its last answer.
    let outputFile: String?

    /// The environment variable that allows Google's libraries to run programs.
    static let permission = "GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES"

    /// Reads the fields of `credential_source.executable`.
    init(_ fields: CredentialFields) throws(CredentialsProblem) {
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
