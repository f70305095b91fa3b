internal import Notation

/// A client of OAuth 2.0 that names itself with HTTP Basic.
struct OAuthClient: Sendable {
    let id: String
    let secret: Secret

    /// Reads `client_id` and `client_secret`; nil without the first.
    init?(_ fields: JSONFields) throws(CredentialsProblem) {
        guard let id = try fields.text("client_id") else { return nil }
        self.id = id
        secret = Secret(try fields.text("client_secret") ?? "")
    }

    /// The value of the header `Authorization`.
    var authorization: Secret { Secret("Basic " + Base64.text(Array("\(id):\(secret.revealed)".utf8))) }
}
