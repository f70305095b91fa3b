import Testing

@testable import GoogleAuth

@Suite struct AWSSourceTests {
    private func source(_ changes: [String: any Sendable]) throws(CredentialsProblem) -> AWSSource {
        let own = Fixtures.aws["credential_source"] as? [String: any Sendable] ?? [:]
        return try AWSSource(CredentialFields(parsing: Fixtures.bytes(own.merging(changes) { $1 })))
    }

    @Test func `an AWS source is read`() throws {
        let source = try source([:])
        #expect(source.sessionURL == "http://169.254.169.254/latest/api/token")
        #expect(source.verificationURL.hasPrefix("https://sts.{region}.amazonaws.com?"))
    }

    @Test(arguments: [
        ("environment_id", "aws2"), ("url", "http://evil.example/"), ("region_url", "http://10.0.0.1/"),
        ("imdsv2_session_token_url", "http://metadata.evil.example/"),
        ("regional_cred_verification_url", "http://sts.{region}.amazonaws.com"),
        ("regional_cred_verification_url", "https://iam.amazonaws.com?Action=CreateUser"),
        ("regional_cred_verification_url", "https://sts.x@evil.example/"),
    ])
    func `another version or another server is refused, naming the field`(key: String, value: String) {
        #expect { try self.source([key: value]) } throws: { "\($0)".hasPrefix("\(key): ") }
    }
}
