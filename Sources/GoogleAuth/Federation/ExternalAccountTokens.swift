internal import HTTPTransport
internal import Notation

/// Exchanges another provider's tokens for Google's.
struct ExternalAccountTokens: TokenSource {
    let account: ExternalAccount
    let client: TokenClient

    func fetch(_ scope: Scope) async throws(TokenFailure) -> FetchedToken {
        let subject = try await SubjectTokens(account: account, client: client).token()
        let place = TokenClient.Place(name: "exchange of the token of \(SecretText.shown(account.audience))") {
            _, code in
            switch code {
            case "invalid_grant":
                "; the provider's token was refused: are the pool's issuer, audience and condition right?"
            case "invalid_target": "; is the audience right, and the pool's provider not disabled?"
            default: ""
            }
        }
        let request = TransportRequest.form(
            account.tokenURL, body(subject, scope), authorization: account.client?.authorization)
        let answer = try await client.answer(to: request, at: place)
        do throws(CredentialsProblem) { return try TokenAnswer.token(in: answer.body).token } catch {
            throw place.unreadable(error)
        }
    }

    private func body(_ subject: Secret, _ scope: Scope) -> FormBody {
        // Requests count against the client if there is one, otherwise against the user's project.
        let options = account.client == nil ? account.userProject : nil
        return FormBody([
            "grant_type": "urn:ietf:params:oauth:grant-type:token-exchange", "audience": account.audience,
            "scope": scope.rawValue,
            "requested_token_type": "urn:ietf:params:oauth:token-type:access_token",
            "subject_token": subject.revealed, "subject_token_type": account.subjectTokenType,
            "options": options.map {
                PercentEncoding.encoded(
                    JSON.members(["userProject": .string($0)]).text(.python), keeping: "/")
            },
        ])
    }
}
