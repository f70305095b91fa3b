internal import HTTPTransport
internal import Notation
internal import System

/// Tokens of a service account that another caller impersonates.
struct ImpersonatedTokens: TokenSource {
    let impersonation: Impersonation
    /// The caller's own tokens.
    let source: any TokenSource
    /// The project charged for the caller's request.
    let sourceQuotaProject: String?
    let client: TokenClient

    func fetch(_ scope: Scope) async throws(TokenFailure) -> FetchedToken {
        let caller = try await source.fetch(.iam)
        let place = TokenClient.Place(
            name: "impersonation of \(SecretText.shown(impersonation.email))",
            request: RefusedRequest(impersonationWithQuotaProject: sourceQuotaProject))
        let answer = try await client.answer(to: request(scope, caller.token), at: place)
        do throws(CredentialsProblem) {
            // The server sets the expiry by its own clock.
            let now = answer.serverTime.map { Int64($0) } ?? client.environment.clock.now().seconds
            return try TokenAnswer.impersonatedToken(in: answer.body, at: now)
        } catch {
            throw place.unreadable(error)
        }
    }

    private func request(_ scope: Scope, _ token: Secret) -> TransportRequest {
        let body = JSON.members([
            "delegates": impersonation.delegates.map { .array($0.map { .string($0) }) } ?? .null,
            "scope": .array([.string(scope.rawValue)]), "lifetime": .string("\(impersonation.lifetime)s"),
        ])
        var request = TransportRequest(
            .post, url: impersonation.url,
            headers: ["Content-Type": "application/json", "Authorization": "Bearer \(token.revealed)"],
            body: Array(body.text(.python).utf8))
        if let sourceQuotaProject { request.headers.append("x-goog-user-project", sourceQuotaProject) }
        return request
    }
}
