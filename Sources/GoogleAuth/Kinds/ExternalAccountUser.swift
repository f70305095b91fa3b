/// The login of a workforce pool user.
struct ExternalAccountUser: Sendable {
    let client: OAuthClient
    /// The token that is exchanged for access tokens; an answer may replace it.
    let refreshToken: Secret
    /// The URL that exchanges it.
    let tokenURL: String

    /// Reads the fields of an `external_account_authorized_user` file.
    init(_ fields: CredentialFields, in universe: Universe) throws(CredentialsProblem) {
        guard let client = try OAuthClient(fields) else { throw fields.problem("client_id", "missing") }
        _ = try fields.required("client_secret")
        self.client = client
        refreshToken = try fields.secret("refresh_token")
        tokenURL = try fields.checking("token_url") { url throws(CredentialsProblem) in
            try universe.checked(url, at: [.sts, .oauth2])
        }
    }
}
