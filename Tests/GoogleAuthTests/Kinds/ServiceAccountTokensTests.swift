import HTTPTransport
import Testing

@testable import GoogleAuth

@Suite struct ServiceAccountTokensTests {
    private func tokens(_ outside: Outside, in universe: Universe = .google) throws -> ServiceAccountTokens {
        var object = Fixtures.serviceAccount
        object["universe_domain"] = universe.domain
        let fields = try CredentialFields(parsing: Fixtures.bytes(object))
        return ServiceAccountTokens(
            key: try ServiceAccountKey(fields, in: universe), universe: universe, client: outside.client)
    }

    @Test func `a self-signed token needs no request, and is backdated for clocks that are behind`() async throws {
        let outside = Outside()
        let fetched = try await tokens(outside).fetch(.cloudPlatform)
        #expect(outside.sent.isEmpty)
        #expect(fetched.lifetime == .seconds(3_590))
        #expect(fetched.token.revealed.split(separator: ".").count == 3)
    }

    @Test func `no token is exchanged in another universe`() async throws {
        let outside = Outside()
        let tokens = try tokens(outside, in: try #require(Universe("s3ns.example")))
        _ = try await tokens.fetch(.cloudPlatform)
        _ = try await tokens.fetch(.iam)
        #expect(outside.sent.isEmpty)
    }

    @Test func `a key unknown to the server is reported as such`() async throws {
        let outside = Outside()
        outside.on("oauth2", #"{"error":"invalid_grant","error_description":"Invalid JWT Signature."}"#, status: 400)
        let tokens = try tokens(outside)
        await #expect(
            throws: TokenFailure(
                "token of robot@key-project.iam.gserviceaccount.com: HTTP 400 invalid_grant; "
                    + "the key was deleted or disabled, or the account was")
        ) { try await tokens.fetch(.iam) }
    }
}
