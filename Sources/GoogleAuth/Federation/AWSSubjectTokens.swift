internal import HTTPTransport
internal import Notation
internal import System

/// Subject tokens for AWS: a signed request that asks AWS who the signer is.
///
/// Google's token server sends it to AWS on the machine's behalf.
struct AWSSubjectTokens: Sendable {
    let source: AWSSource
    let audience: String
    let client: TokenClient

    private var variables: [String: String] { client.environment.variables }

    /// A newly signed request, as a subject token.
    func token() async throws(TokenFailure) -> Secret {
        let needsServer = region == nil || environmentKeys == nil
        let session = needsServer ? try await session() : nil
        let region = try await region(session)
        let keys = try await keys(session)
        return try Self.token(
            source, audience: audience, region: region, keys: keys, at: client.environment.clock.now().seconds)
    }

    /// The request signed with the given keys at the given time; a pure function of its arguments.
    static func token(
        _ source: AWSSource, audience: String, region: String, keys: AWSSignature.Keys, at seconds: Int64
    ) throws(TokenFailure) -> Secret {
        var url = source.verificationURL
        while let place = url.firstRange(of: "{region}") { url.replaceSubrange(place, with: region) }
        guard let request = AWSSignature.Request("POST", url: url) else {
            throw TokenFailure("regional_cred_verification_url: not a URL of https")
        }
        let headers =
            AWSSignature.headers(signing: request, region: region, keys: keys, at: seconds)
            + [(name: "x-goog-cloud-target-resource", value: audience)]
        let text = JSON.members([
            "headers": .array(headers.map { .members(["key": .string($0.name), "value": .string($0.value)]) }),
            "method": .string("POST"), "url": .string(url),
        ])
        return Secret(PercentEncoding.encoded(text.text(.compactPython), keeping: "/"))
    }

    // MARK: - What the machine is

    private var region: String? { variables["AWS_REGION"] ?? variables["AWS_DEFAULT_REGION"] }

    private var environmentKeys: AWSSignature.Keys? {
        guard let id = variables["AWS_ACCESS_KEY_ID"], let secret = variables["AWS_SECRET_ACCESS_KEY"] else {
            return nil
        }
        return AWSSignature.Keys(
            accessKeyID: id, secretAccessKey: Secret(secret),
            sessionToken: variables["AWS_SESSION_TOKEN"].map { Secret($0) })
    }

    private func region(_ session: Secret?) async throws(TokenFailure) -> String {
        let found: String
        if let region {
            found = region
        } else {
            guard let url = source.regionURL else {
                throw TokenFailure("no AWS region: set AWS_REGION, or credential_source.region_url in the file")
            }
            // The answer is an availability zone, such as us-east-2b.
            found = String(try await text(of: url, "region", session).dropLast())
        }
        let isRegion = found.utf8.allSatisfy { $0.isLowercaseLetter || $0.isDigit || $0 == UInt8(ascii: "-") }
        guard isRegion, !found.isEmpty else { throw TokenFailure("AWS metadata: the answer is not a region") }
        return found
    }

    private func keys(_ session: Secret?) async throws(TokenFailure) -> AWSSignature.Keys {
        if let keys = environmentKeys { return keys }
        guard let url = source.credentialsURL else {
            throw TokenFailure("no AWS keys: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or credential_source.url")
        }
        let role = try await text(of: url, "role", session)
        guard !role.isEmpty, role.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"/?#\\".utf8.contains($0) }) else {
            throw TokenFailure("AWS metadata: the answer is not a role name")
        }
        let answer = try await answer(to: request(.get, "\(url)/\(role)", session), "keys")
        do throws(CredentialsProblem) {
            let fields = try CredentialFields(parsing: answer)
            return AWSSignature.Keys(
                accessKeyID: try fields.required("AccessKeyId"), secretAccessKey: try fields.secret("SecretAccessKey"),
                sessionToken: try fields.text("Token").map { Secret($0) })
        } catch {
            throw TokenFailure("AWS metadata: the answer for the keys cannot be read: \(error.description)")
        }
    }

    /// The session token for the metadata server; nil if the server needs no session.
    private func session() async throws(TokenFailure) -> Secret? {
        guard let url = source.sessionURL else { return nil }
        var request = request(.put, url, nil)
        request.headers.append("X-aws-ec2-metadata-token-ttl-seconds", "300")
        let text = String(decoding: try await answer(to: request, "session"), as: UTF8.self).trimmed
        guard let token = Secret(token: text) else {
            throw TokenFailure("AWS metadata: the answer is not a session token")
        }
        return token
    }

    private func text(of url: String, _ name: String, _ session: Secret?) async throws(TokenFailure) -> String {
        String(decoding: try await answer(to: request(.get, url, session), name), as: UTF8.self).trimmed
    }

    private func request(_ method: TransportRequest.Method, _ url: String, _ session: Secret?) -> TransportRequest {
        var request = TransportRequest(method, url: url)
        if let session { request.headers.append("X-aws-ec2-metadata-token", session.revealed) }
        return request
    }

    private func answer(to request: TransportRequest, _ name: String) async throws(TokenFailure) -> [UInt8] {
        try await client.answer(to: request, at: TokenClient.Place(name: "AWS metadata (\(name))")).body
    }
}
