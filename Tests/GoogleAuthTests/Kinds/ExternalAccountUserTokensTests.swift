import HTTPTransport
import Testing

@testable import GoogleAuth

@Suite struct ExternalAccountUserTokensTests {
    @Test func `a new refresh token in the answer is used from then on`() async throws {
        let outside = Outside()
        let fields = try CredentialFields(parsing: Fixtures.bytes(Fixtures.externalAccountUser))
        let tokens = ExternalAccountUserTokens(
            user: try ExternalAccountUser(fields, in: .google), client: outside.client)
        outside.on("sts", #"{"access_token":"a","expires_in":3599,"refresh_token":"second"}"#)
        _ = try await tokens.fetch(.cloudPlatform)
        outside.on("sts", #"{"access_token":"b","expires_in":3599}"#)
        _ = try await tokens.fetch(.cloudPlatform)
        _ = try await tokens.fetch(.cloudPlatform)
        #expect(
            outside.sent.map(\.text)
                == ["refresh-of-workforce", "second", "second"].map { "grant_type=refresh_token&refresh_token=\($0)" })
    }
}
