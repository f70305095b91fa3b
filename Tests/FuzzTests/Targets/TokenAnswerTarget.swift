import Notation

@testable import GoogleAuth

/// The answer of a token server: a token that fits into a header with a bounded lifetime, or a refusal.
enum TokenAnswerTarget {
    static func run(_ bytes: [UInt8]) throws {
        do {
            let answer = try TokenAnswer.token(in: bytes)
            try check(answer.token)
        } catch let error as CredentialsProblem {
            try check(error)
        }
        for now in [0, 1_700_000_000, Int64.max, Int64.min] {
            do {
                try check(TokenAnswer.impersonatedToken(in: bytes, at: now))
            } catch let error as CredentialsProblem {
                try check(error)
            }
        }
        if let code = TokenAnswer.errorCode(in: bytes) {
            let isWord = code.utf8.allSatisfy { $0 == 0x5F || (0x41...0x5A).contains($0 & 0xDF) }
            try demand(isWord && (1...64).contains(code.utf8.count), "a code of \(code)")
        }
        for format in [TokenFormat.text, .json(field: "token")] {
            guard let token = try? format.token(in: bytes) else { continue }
            try demand(!token.revealed.utf8.contains { $0 < 0x20 || $0 == 0x7F }, "a control character in a token")
        }
    }

    private static func check(_ token: FetchedToken) throws(Violation) {
        let text = token.token.revealed.utf8
        try demand(!text.isEmpty && text.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "a token that ends a header")
        try demand(token.lifetime > .zero && token.lifetime <= .seconds(43_200), "a lifetime of \(token.lifetime)")
    }

    private static func check(_ problem: CredentialsProblem) throws(Violation) {
        try demand(!problem.description.contains("ya29.SECRET"), "a value in the message")
        try demand(problem.description.utf8.count <= 1_024, "a message of \(problem.description.utf8.count) bytes")
    }
}
