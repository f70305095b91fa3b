internal import HTTPTransport
internal import Notation
internal import System

/// Gets another provider's tokens from wherever the provider puts them.
struct SubjectTokens: Sendable {
    let account: ExternalAccount
    let client: TokenClient

    private var environment: AuthEnvironment { client.environment }

    /// The provider's current token.
    func token() async throws(TokenFailure) -> Secret {
        switch account.source {
        case .file(let path, let format): try file(path, format)
        case .url(let url, let headers, let format): try await answer(of: url, headers, format)
        case .executable(let source):
            try await ExecutableSubjectTokens(account: account, source: source, environment: environment).token()
        case .aws(let source):
            try await AWSSubjectTokens(source: source, audience: account.audience, client: client).token()
        }
    }

    private func file(_ path: String, _ format: TokenFormat) throws(TokenFailure) -> Secret {
        let bytes: [UInt8]
        do throws(BoundedFile.Problem) {
            bytes = try environment.read(path, CredentialFile.maximumBytes, nil)?.bytes ?? []
        } catch {
            throw TokenFailure("cannot read the subject token from \(path): \(error.reason)")
        }
        do throws(CredentialsProblem) { return try format.token(in: bytes) } catch {
            throw TokenFailure("cannot read the subject token from \(path): \(error.description)")
        }
    }

    private func answer(
        of url: String, _ headers: [SubjectTokenSource.HeaderField], _ format: TokenFormat
    ) async throws(TokenFailure) -> Secret {
        var request = TransportRequest(url: url)
        for field in headers { request.headers.append(field.name, field.value.revealed) }
        let place = TokenClient.Place(name: "subject token from credential_source.url")
        let answer = try await client.answer(to: request, at: place)
        do throws(CredentialsProblem) { return try format.token(in: answer.body) } catch {
            throw place.unreadable(error)
        }
    }
}
