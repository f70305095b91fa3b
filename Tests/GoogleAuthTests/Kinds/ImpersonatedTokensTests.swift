import HTTPTransport
import Notation
import Testing

@testable import GoogleAuth

@Suite struct ImpersonatedTokensTests {
    /// A stateless source that always has a token.
    private struct Source: TokenSource {
        func fetch(_ scope: Scope) async throws(TokenFailure) -> FetchedToken {
            FetchedToken(token: Secret("for-\(scope)"), lifetime: .seconds(60))
        }
    }

    private func tokens(_ outside: Outside) throws -> ImpersonatedTokens {
        ImpersonatedTokens(
            impersonation: try Impersonation(email: "target@p.iam.gserviceaccount.com", in: .google), source: Source(),
            sourceQuotaProject: nil, client: outside.client)
    }

    @Test func `the caller's token is requested with the scope to impersonate accounts`() async throws {
        let outside = Outside()
        outside.on("iamcredentials", #"{"accessToken":"t","expireTime":"2023-11-14T23:13:20Z"}"#)
        let fetched = try await tokens(outside).fetch(.cloudPlatform)
        #expect(fetched.token.revealed == "t" && fetched.lifetime == .seconds(3_600))
        #expect(outside.sent.first?.headers["Authorization"] == "Bearer for-iam")
    }

    @Test func `a token's lifetime follows the server's clock`() async throws {
        let outside = Outside()
        outside.on(
            "iamcredentials", #"{"accessToken":"t","expireTime":"2023-11-15T00:13:20Z"}"#,
            headers: ["Date": "Tue, 14 Nov 2023 23:13:20 GMT"])
        #expect(try await tokens(outside).fetch(.cloudPlatform).lifetime == .seconds(3_600))
    }

    @Test(arguments: [
        (403, "the caller lacks iam.serviceAccounts.getAccessToken, which roles/iam.serviceAccountTokenCreator has"),
        (404, "check the name"), (400, "HTTP 400 X: No <secret>"),
    ])
    func `a refusal says what the caller lacks`(status: Int, text: String) async throws {
        let outside = Outside()
        outside.on("iamcredentials", #"{"error":{"status":"X","message":"No for-iam"}}"#, status: status)
        let tokens = try tokens(outside)
        await #expect { try await tokens.fetch(.cloudPlatform) } throws: { error in
            "\(error)".hasPrefix("impersonation of target@p.iam.gserviceaccount.com: HTTP \(status) X")
                && "\(error)".contains(text) && !"\(error)".contains("for-iam")
        }
    }
}
