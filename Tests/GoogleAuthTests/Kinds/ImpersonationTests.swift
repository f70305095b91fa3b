import Testing

@testable import GoogleAuth

@Suite struct ImpersonationTests {
    @Test func `only the account in a file's URL matters`() throws {
        let url = "https://iamcredentials.googleapis.com/v1/projects/other/serviceAccounts/a@b.c:generateAccessToken"
        let fields = try CredentialFields(
            parsing: Fixtures.bytes(["service_account_impersonation_url": url, "delegates": ["d"]]))
        let impersonation = try Impersonation(ofImpersonated: fields, in: .google)
        #expect(impersonation.url == Universe.google.impersonationURL(of: "a@b.c"))
        #expect(impersonation.delegates == ["d"] && impersonation.lifetime == 3_600)
        // For an external account, the file's URL is used unchanged.
        #expect(try Impersonation(ofExternalAccount: fields, in: .google)?.url == url)
    }

    @Test(arguments: ["robot@p.iam.gserviceaccount.com", "123456789012", "a@b.c.iam.gserviceaccount.com"])
    func `an account is an email address or a number`(name: String) { #expect(ServiceAccountName.isName(name)) }

    @Test(arguments: ["", "a/b", "a b", "a?b", "a\n", "..", "é@x", String(repeating: "a", count: 255)])
    func `text that could alter a URL is not an account`(name: String) {
        #expect(!ServiceAccountName.isName(name))
        #expect(throws: CredentialsProblem.self) { try Impersonation(email: name, in: .google) }
    }
}
