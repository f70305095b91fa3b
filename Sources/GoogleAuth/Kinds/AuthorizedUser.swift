internal import Notation

/// A user's login, as `gcloud auth application-default login` stores it.
struct AuthorizedUser: Sendable {
    let clientID: String
    let clientSecret: Secret
    let refreshToken: Secret
    /// The scopes to request; empty for those that the user consented to.
    let scopes: [String]

    /// Reads the fields of an `authorized_user` file.
    init(_ fields: CredentialFields) throws(CredentialsProblem) {
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
