/// A person's login of a workforce pool.
struct ExternalAccountUser: Sendable {
    let client: OAuthClient
    /// The token that is exchanged for access tokens; an answer may bring another one.
    let refreshToken: Secret
    /// Where it is exchanged.
    let tokenURL: String

    /// Reads the fields of a file of the type `external_account_authorized_user`.
    init(_ fields: JSONFields, in universe: Universe) throws(CredentialsProblem) {
        guard let client = try OAuthClient(fields) else { throw fields.problem("client_id", "missing") }
        _ = try fields.required("client_secret")
        self.client = client
        refreshToken = try fields.secret("refresh_token")
        tokenURL = try fields.checking("token_url") { url throws(CredentialsProblem) in
            try universe.checked(url, at: [.sts, .oauth2])
        }
    }
}
