/// How a file or a server's answer contains a provider's token.
enum TokenFormat: Sendable, Equatable {
    /// The whole text is the token.
    case text
    /// A member of a JSON object is the token.
    case json(field: String)

    /// Reads the fields of `format`; without them, the format is text.
    init(_ fields: CredentialFields?) throws(CredentialsProblem) {
        guard let fields, let type = try fields.text("type") else {
            self = .text
            return
        }
        switch type {
        case "text": self = .text
        case "json": self = .json(field: try fields.required("subject_token_field_name"))
        default: throw fields.problem("type", "neither text nor json")
        }
    }

    /// The token in the given bytes, without the line end that tools append.
    func token(in bytes: [UInt8]) throws(CredentialsProblem) -> Secret {
        let text: String
        switch self {
        case .text: text = String(decoding: bytes, as: UTF8.self)
        case .json(let field): text = try CredentialFields(parsing: bytes).required(field)
        }
        let token = text.trimmed
        guard !token.isEmpty else { throw CredentialsProblem("has no token") }
        guard token.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw CredentialsProblem("not a token: it has control characters")
        }
        return Secret(token)
    }
}
