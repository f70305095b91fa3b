internal import HTTPTransport
internal import Synchronization

/// Tokens of a workforce pool user, whose refresh token may change with every answer.
final class ExternalAccountUserTokens: TokenSource {
    private let user: ExternalAccountUser
    private let client: TokenClient
    private let refreshToken: Mutex<Secret>

    init(user: ExternalAccountUser, client: TokenClient) {
        self.user = user
        self.client = client
        refreshToken = Mutex(user.refreshToken)
    }

    /// Ignores the scope: the user's login determines it.
    func fetch(_: Scope) async throws(TokenFailure) -> FetchedToken {
        let body = FormBody([
            "grant_type": "refresh_token", "refresh_token": refreshToken.withLock { $0 }.revealed,
        ])
        let place = TokenClient.Place(name: "token of the workforce pool user") { _, code in
            ["invalid_grant", "invalid_client"].contains(code)
                ? "; the login has expired: run gcloud auth application-default login --login-config=FILE" : ""
        }
        let request = TransportRequest.form(user.tokenURL, body, authorization: user.client.authorization)
        let answer = try await client.answer(to: request, at: place)
        do throws(CredentialsProblem) {
            let read = try TokenAnswer.token(in: answer.body)
            if let next = read.refreshToken { refreshToken.withLock { $0 = next } }
            return read.token
        } catch {
            throw place.unreadable(error)
        }
    }
}
