import Testing

@testable import GoogleAuth

@Suite struct ExternalAccountTests {
    private func account(
        _ source: [String: any Sendable], _ more: [String: any Sendable] = [:]
    ) throws(CredentialsProblem) -> ExternalAccount {
        try ExternalAccount(
            CredentialFields(parsing: Fixtures.bytes(Fixtures.externalAccount(source, more))), in: .google)
    }

    @Test func `a missing or unfilled token_url means the universe's own`() throws {
        #expect(try account(["file": "/t"]).tokenURL == "https://sts.googleapis.com/v1/token")
        let unfilled = try account(["file": "/t"], ["token_url": "https://sts.{universe_domain}/v1/token"])
        #expect(unfilled.tokenURL == "https://sts.googleapis.com/v1/token")
    }

    @Test(arguments: [
        (["token_url": "https://evil.example/v1/token"], "token_url: "),
        (
            ["service_account_impersonation_url": "https://evil.example/x:generateAccessToken"],
            "service_account_impersonation_url: "
        ),
        (
            ["service_account_impersonation_url": "https://iamcredentials.googleapis.com/v1/x"],
            "service_account_impersonation_url: does not end in ACCOUNT:generateAccessToken"
        ),
        (["workforce_pool_user_project": "1"], "workforce_pool_user_project: only for a workforce pool"),
    ])
    func `a URL that leads elsewhere is refused, naming the field`(more: [String: String], text: String) {
        #expect { try self.account(["file": "/t"], more) } throws: { "\($0)".hasPrefix(text) }
    }

    @Test(arguments: [599, 43_201, -1])
    func `an impossible token lifetime is refused`(seconds: Int) {
        let more: [String: any Sendable] = [
            "service_account_impersonation_url": Fixtures.impersonationURL,
            "service_account_impersonation": ["token_lifetime_seconds": seconds],
        ]
        #expect { try self.account(["file": "/t"], more) } throws: { "\($0)".contains("from 600 to 43200") }
    }

    @Test func `a client authenticates with HTTP Basic`() throws {
        let client = try #require(try account(["file": "/t"], ["client_id": "id", "client_secret": "se:cret"]).client)
        #expect(client.authorization.revealed == "Basic aWQ6c2U6Y3JldA==")
    }
}
