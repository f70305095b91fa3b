internal import Notation

/// Reads the answers of token servers.
enum TokenAnswer {
    /// The assumed lifetime of a token if the server does not state one.
    static let lifetimeUnsaid = Duration.seconds(300)
    /// The cap on a token's lifetime, whatever the server says: the longest that Google grants.
    static let longestLifetime = Duration.seconds(43_200)

    /// Reads an OAuth 2.0 token: `access_token`, `expires_in`, `token_type`.
    ///
    /// - Returns: the token and, if there is one, the refresh token that replaces the one that was sent.
    static func token(in body: [UInt8]) throws(CredentialsProblem) -> (token: FetchedToken, refreshToken: Secret?) {
        let fields = try CredentialFields(parsing: body)
        let token = try fields.token("access_token")
        if let type = try fields.text("token_type"), type.lowercased() != "bearer" {
            throw fields.problem("token_type", "\(SecretText.shown(type)) is not Bearer")
        }
        let lifetime = lifetime(fields["expires_in"])
        return (FetchedToken(token: token, lifetime: lifetime), try fields.text("refresh_token").map { Secret($0) })
    }

    /// The lifetime that a server states, capped.
    ///
    /// An invalid lifetime counts as unstated, since the token may still be valid.
    private static func lifetime(_ value: JSON?) -> Duration {
        let seconds: Double? =
            switch value {
            case .number(let number): Double(number)
            case .real(let number): number
            case .string(let text): Double(text)
            default: nil
            }
        guard let seconds, seconds >= 1 else { return lifetimeUnsaid }
        return seconds < 43_200 ? .seconds(Int64(seconds)) : longestLifetime
    }

    /// Reads the token of an impersonated service account: `accessToken`, `expireTime`.
    ///
    /// The current time is in seconds since 1970, by the server's clock if it is known.
    static func impersonatedToken(in body: [UInt8], at now: Int64) throws(CredentialsProblem) -> FetchedToken {
        let fields = try CredentialFields(parsing: body)
        let token = try fields.token("accessToken")
        guard let expiry = Timestamp(rfc3339: try fields.required("expireTime"))?.seconds else {
            throw fields.problem("expireTime", "not a time")
        }
        guard expiry > now else { throw fields.problem("expireTime", "the token has expired already") }
        return FetchedToken(token: token, lifetime: min(.seconds(expiry) - .seconds(now), longestLifetime))
    }

    /// The error code of an OAuth 2.0 server or a Google API; nil if the answer has none.
    static func errorCode(in body: [UInt8]) -> String? {
        guard let fields = try? CredentialFields(parsing: body) else { return nil }
        let code: String?
        if case .string(let text) = fields["error"] {
            code = text
        } else {
            code = try? fields.object("error")?.text("status")
        }
        // A code is a single word. Anything else must not be logged.
        guard let code, (1...64).contains(code.utf8.count),
            code.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || $0 == 0x5F })
        else { return nil }
        return code
    }

    /// Whether a code means that the same request may succeed later.
    static func isPassing(_ code: String?) -> Bool {
        ["internal_failure", "server_error", "temporarily_unavailable"].contains(code)
    }
}

extension CredentialFields {
    /// A token that can be sent in a header.
    fileprivate func token(_ key: String) throws(CredentialsProblem) -> Secret {
        let text = try required(key)
        guard text.utf8.count <= Secret.maximumTokenBytes else {
            throw problem(key, "longer than \(Secret.maximumTokenBytes) bytes")
        }
        guard let token = Secret(token: text) else { throw problem(key, "not printable ASCII") }
        return token
    }
}
