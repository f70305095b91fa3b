import Testing

@testable import GoogleAuth

@Suite struct UniverseTests {
    @Test(arguments: ["googleapis.com", "apis-s3ns.fr", "a.b.c"])
    func `a universe is a domain`(domain: String) { #expect(Universe(domain)?.domain == domain) }

    @Test(arguments: [
        "", "com", "Googleapis.com", "evil.example/", "a..b", "-a.b", "a-.b", "a b.c", "a.b:80", "user@a.b", "1.2.3.4",
        ".a.b", "a.b.", "a_b.c", "a.b#", "a.b?",
    ])
    func `only a lower-case domain is a universe`(domain: String) { #expect(Universe(domain) == nil) }

    @Test func `the servers are subdomains of the universe`() throws {
        let universe = try #require(Universe("s3ns.example"))
        #expect(universe.datastreamURL == "https://datastream.s3ns.example")
        #expect(
            universe.impersonationURL(of: "a@b")
                == "https://iamcredentials.s3ns.example/v1/projects/-/serviceAccounts/a@b:generateAccessToken")
    }

    @Test(arguments: [
        "https://oauth2.googleapis.com/token", "https://sts.googleapis.com/v1/token",
        "https://sts.googleapis.com/v1/oauthtoken",
    ])
    func `Google's token servers are accepted`(url: String) throws {
        #expect(try Universe.google.checked(url, at: [.oauth2, .sts]) == url)
    }

    @Test func `the old token server's address is read as oauth2's`() throws {
        let old = "https://accounts.google.com/o/oauth2/token"
        #expect(try Universe.google.checked(old, at: [.oauth2]) == "https://oauth2.googleapis.com/token")
        #expect(throws: CredentialsProblem.self) { try Universe.google.checked(old, at: [.iamcredentials]) }
    }

    @Test(arguments: [
        "http://oauth2.googleapis.com/token", "https://oauth2.googleapis.com",
        "https://oauth2.googleapis.com.evil.example/",
        "https://oauth2.googleapis.com@evil.example/token", "https://oauth2.googleapis.com:443@evil.example/",
        "https://evil.example/https://oauth2.googleapis.com/token", "https://evil.example/token",
        "https://oauth2.googleapis.com\\@evil.example/", "https://oauth2.googleapis.com:8443/token",
        "https://user:pass@oauth2.googleapis.com/token", "https://OAUTH2.googleapis.com/token", "file:///etc/passwd",
        "https://oauth2.googleapis.com/token?x=y", "https://oauth2.googleapis.com/token#x", "https://127.0.0.1/token",
        "https://oauth2.googleapis.com/to ken", "https://oauth2.googleapis.com/\u{0}",
        " https://oauth2.googleapis.com/t",
        "https://iamcredentials.googleapis.com/token", "https://oauth2.googleapis.com./token",
        "//oauth2.googleapis.com/",
        "http://localhost/token", "https://sts.s3ns.example/v1/token", "",
    ])
    func `any other address is refused and not echoed`(url: String) {
        #expect { try Universe.google.checked(url, at: [.oauth2, .sts]) } throws: { error in
            "\(error)" == "secrets go only to https://oauth2.googleapis.com or https://sts.googleapis.com; "
                + "this is another address"
        }
    }

    @Test func `another universe accepts its own servers and Google's`() throws {
        let universe = try #require(Universe("s3ns.example"))
        for url in ["https://sts.s3ns.example/v1/token", "https://sts.googleapis.com/v1/token"] {
            #expect(try universe.checked(url, at: [.sts]) == url)
        }
        #expect(throws: CredentialsProblem.self) { try universe.checked("https://sts.other.example/", at: [.sts]) }
    }
}
