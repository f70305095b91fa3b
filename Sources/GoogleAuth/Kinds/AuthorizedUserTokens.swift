internal import HTTPTransport

/// Tokens of a user who logged in with gcloud.
struct AuthorizedUserTokens: TokenSource {
    let user: AuthorizedUser
    let universe: Universe
    let client: TokenClient

    /// Ignores the scope: the user consented to it at login, and it cannot be requested again.
    func fetch(_: Scope) async throws(TokenFailure) -> FetchedToken {
        let body = FormBody([
            "grant_type": "refresh_token", "client_id": user.clientID, "client_secret": user.clientSecret.revealed,
            "refresh_token": user.refreshToken.revealed, "scope": user.scopes.joined(separator: " "),
        ])
        let place = TokenClient.Place(name: "token of the user who logged in") { _, code in
            ["invalid_grant", "invalid_client", "invalid_rapt"].contains(code)
                ? "; the login has expired: run gcloud auth application-default login" : ""
        }
        let answer = try await client.answer(to: .form(universe.tokenURL, body), at: place)
        do throws(CredentialsProblem) { return try TokenAnswer.token(in: answer.body).token } catch {
            throw place.unreadable(error)
        }
    }
}
