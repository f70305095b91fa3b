internal import HTTPTransport
internal import Notation
internal import System

/// Tokens of a service account: either self-signed with its key or exchanged for a signed assertion.
struct ServiceAccountTokens: TokenSource {
    let key: ServiceAccountKey
    let universe: Universe
    let client: TokenClient

    /// How far to backdate an assertion, in seconds, for servers whose clocks are behind.
    static let backdating: Int64 = 10

    func fetch(_ scope: Scope) async throws(TokenFailure) -> FetchedToken {
        // A self-signed token needs no token server. Only an exchange gives a token for a service other than
        // Datastream. Other universes do not support the exchange.
        switch scope {
        case .cloudPlatform where universe == .google:
            return try selfSigned(.audience(universe.datastreamURL + "/"))
        case .iam where universe == .google: return try await exchanged(scope)
        case .cloudPlatform, .iam: return try selfSigned(.scope(scope))
        }
    }

    private func signed(_ purpose: JSONWebToken.Purpose) throws(TokenFailure) -> (JSONWebToken, Secret) {
        let token = JSONWebToken(
            email: key.email, keyID: key.keyID, purpose: purpose,
            issuedAt: client.environment.clock.now().seconds &- Self.backdating)
        guard let signed = token.signed(with: key.key) else {
            throw TokenFailure("the key of \(SecretText.shown(key.email)) cannot sign")
        }
        return (token, signed)
    }

    private func selfSigned(_ purpose: JSONWebToken.Purpose) throws(TokenFailure) -> FetchedToken {
        FetchedToken(
            token: try signed(purpose).1, lifetime: .seconds(JSONWebToken.lifetime - Self.backdating))
    }

    private func exchanged(_ scope: Scope) async throws(TokenFailure) -> FetchedToken {
        let assertion = try signed(.exchange(scope)).1
        let body = FormBody([
            "assertion": assertion.revealed, "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer",
        ])
        let place = TokenClient.Place(name: "token of \(SecretText.shown(key.email))") { _, code in
            code == "invalid_grant" ? "; the key was deleted or disabled, or the account was" : ""
        }
        let answer = try await client.answer(to: .form(key.tokenURL, body), at: place)
        do throws(CredentialsProblem) { return try TokenAnswer.token(in: answer.body).token } catch {
            throw place.unreadable(error)
        }
    }
}
