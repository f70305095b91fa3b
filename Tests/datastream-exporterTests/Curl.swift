import TestSupport

/// curl, as a user calls it.
enum Curl {
    /// What an answer is: its text, or why there is none.
    static func output(_ arguments: [String]) throws -> ProgramOutput {
        try TestSupport.output(
            of: ["curl", "--silent", "--show-error", "--max-time", "30", "--noproxy", "*"] + arguments)
    }

    /// Asks until the answer holds a text, and gives that answer.
    ///
    /// - Throws: ``DeadlinePassed``.
    static func answer(holding text: String, _ arguments: [String]) async throws -> String {
        var answer = ""
        try await eventually("an answer that holds \(text)") {
            answer = try output(arguments).text
            return answer.contains(text)
        }
        return answer
    }
}
