internal import Notation

/// An OAuth 2.0 client that authenticates with HTTP Basic.
struct OAuthClient: Sendable {
    let id: String
    let secret: Secret

    /// Reads `client_id` and `client_secret`; nil without `client_id`.
    init?(_ fields: CredentialFields) throws(CredentialsProblem) {
        guard let id = try fields.text("client_id") else { return nil }
        self.id = id
        secret = Secret(try fields.text("client_secret") ?? "")
    }

    /// The value of the `Authorization` header.
    var authorization: Secret { Secret("Basic " + Base64.text(Array("\(id):\(secret.revealed)".utf8))) }
}
