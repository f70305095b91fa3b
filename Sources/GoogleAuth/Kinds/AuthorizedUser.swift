internal import Notation

/// A person's login, as `gcloud auth application-default login` leaves it.
struct AuthorizedUser: Sendable {
    let clientID: String
    let clientSecret: Secret
    let refreshToken: Secret
    /// What tokens are asked for; empty for what the person consented to.
    let scopes: [String]

    /// Reads the fields of a file of the type `authorized_user`.
    init(_ fields: JSONFields) throws(CredentialsProblem) {
        clientID = try fields.required("client_id")
        clientSecret = try fields.secret("client_secret")
        refreshToken = try fields.secret("refresh_token")
        if case .string(let text) = fields["scopes"] {
            scopes = text.split(separator: " ").map(String.init)
        } else {
            scopes = try fields.texts("scopes") ?? []
        }
    }
}
