internal import Notation

/// A JSON Web Token that a service account's key signs.
struct JSONWebToken: Sendable {
    /// What the token is for.
    enum Purpose: Sendable, Equatable {
        /// An access token for one API, such as `https://datastream.googleapis.com/`.
        case audience(String)
        /// An access token for every API that the scope covers.
        case scope(Scope)
        /// An assertion to exchange for an access token with that scope.
        case exchange(Scope)
    }

    let email: String
    let keyID: String?
    let purpose: Purpose
    /// The time of issue, in seconds since 1970.
    let issuedAt: Int64

    /// The token's lifetime, in seconds: the longest that Google accepts.
    static let lifetime: Int64 = 3_600
    /// The audience of an exchange, whatever address the assertion is sent to.
    private static let exchange = "https://oauth2.googleapis.com/token"

    /// The expiry time, in seconds since 1970.
    var expiry: Int64 { issuedAt &+ Self.lifetime }

    /// The text to sign: header and claims.
    var signingInput: String {
        let head: JSON =
            keyID.map { .members(["typ": .string("JWT"), "alg": .string("RS256"), "kid": .string($0)]) }
            ?? .members(["typ": .string("JWT"), "alg": .string("RS256")])
        return [head, claims].map { Base64.urlText(Array($0.text(.python).utf8)) }.joined(separator: ".")
    }

    private var claims: JSON {
        let email = JSON.string(email)
        let (issued, expires) = (JSON.number(issuedAt), JSON.number(expiry))
        return switch purpose {
        case .audience(let audience):
            .members(["iss": email, "sub": email, "iat": issued, "exp": expires, "aud": .string(audience)])
        case .scope(let scope):
            .members(["iss": email, "sub": email, "iat": issued, "exp": expires, "scope": .string(scope.rawValue)])
        case .exchange(let scope):
            .members([
                "iat": issued, "exp": expires, "iss": email, "aud": .string(Self.exchange),
                "scope": .string(scope.rawValue),
            ])
        }
    }

    /// The whole token; nil if the key cannot sign.
    func signed(with key: SigningKey) -> Secret? {
        let input = signingInput
        return key.signature(of: Array(input.utf8)).map { Secret("\(input).\(Base64.urlText($0))") }
    }
}
