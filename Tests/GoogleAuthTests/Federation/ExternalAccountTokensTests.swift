import HTTPTransport
import Testing

@testable import GoogleAuth

@Suite struct ExternalAccountTokensTests {
    private func failure(_ outside: Outside, _ source: [String: any Sendable]) async throws -> TokenFailure? {
        let fields = try CredentialFields(parsing: Fixtures.bytes(Fixtures.externalAccount(source)))
        let tokens = ExternalAccountTokens(account: try ExternalAccount(fields, in: .google), client: outside.client)
        do throws(TokenFailure) {
            _ = try await tokens.fetch(.cloudPlatform)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a rejected provider token is reported as such`() async throws {
        let outside = Outside()
        outside.on("idp.example", "s3cret-subject")
        outside.on("sts", #"{"error":"invalid_grant","error_description":"s3cret-subject"}"#, status: 400)
        let told = try await failure(outside, ["url": "https://idp.example/"])?.description ?? ""
        #expect(told.hasPrefix("exchange of the token of //iam.googleapis.com/projects/"))
        #expect(told.contains("are the pool's issuer, audience and condition right?") && !told.contains("s3cret"))
    }

    @Test(arguments: [("", 200), ("s3cret", 500), ("a\u{1}s3cret", 200)])
    func `a provider that returns no token is named`(body: String, status: Int) async throws {
        let outside = Outside()
        outside.on("idp.example", body, status: status)
        let told = try await failure(outside, ["url": "https://idp.example/"])?.description ?? ""
        #expect(told.hasPrefix("subject token from credential_source.url: ") && !told.contains("s3cret"))
    }

    @Test func `a missing provider file is named`() async throws {
        let told = try await failure(Outside(), ["file": "/nonexistent/token"])
        #expect(
            told == TokenFailure("cannot read the subject token from /nonexistent/token: No such file or directory"))
    }
}
