import TestSupport

/// curl, as a user calls it.
enum Curl {
    /// Runs curl: its output is the response, or the reason why there is none.
    static func output(_ arguments: [String]) throws -> ProgramOutput {
        try TestSupport.output(
            of: ["curl", "--silent", "--show-error", "--max-time", "300", "--noproxy", "*"] + arguments)
    }

    /// Repeats a request until the response contains a text, and returns that response.
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
