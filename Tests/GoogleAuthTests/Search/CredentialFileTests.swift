import Foundation
import Testing

@testable import GoogleAuth

@Suite struct CredentialFileTests {
    private func file(
        _ object: [String: any Sendable], in universe: Universe = .google
    ) throws(CredentialsProblem) -> CredentialFile {
        try CredentialFile(Fixtures.bytes(object), in: universe)
    }

    @Test func `every kind of credential file is read`() throws {
        let sources = try Fixtures.all.map { try file($0).source }
        #expect(
            sources == [
                "service_account", "authorized_user", "external_account", "external_account", "external_account",
                "external_account", "external_account_authorized_user", "impersonated_service_account",
            ])
        #expect(try file(Fixtures.serviceAccount).project == "key-project")
        #expect(try file(Fixtures.serviceAccount).principal == "robot@key-project.iam.gserviceaccount.com")
        #expect(try file(Fixtures.authorizedUser).quotaProject == "quota-of-file")
        #expect(
            try file(Fixtures.impersonated(Fixtures.authorizedUser)).principal == "target@p.iam.gserviceaccount.com")
    }

    @Test(arguments: 0..<8)
    func `a file cut at any byte is refused without showing its contents`(kind: Int) throws {
        let bytes = Fixtures.bytes(Fixtures.all[kind])
        for count in 0..<bytes.count {
            #expect { try CredentialFile(Array(bytes.prefix(count)), in: .google) } throws: { error in
                !["s3cret", "t0ken", "w0rk", "PRIVATE"].contains { "\(error)".contains($0) }
            }
        }
    }

    @Test(arguments: 0..<8)
    func `a member of the wrong type is named`(kind: Int) throws {
        // Fields that are never read may have any type.
        let unread: Set = ["client_id", "auth_uri", "token_info_url", "audience"]
        for (key, value) in Fixtures.all[kind] {
            for wrong: any Sendable in [12, true, ["x", 1] as [any Sendable], ["k": 1]] {
                if value is [String: any Sendable], wrong is [String: Int] { continue }
                if value is [String], wrong is [any Sendable] { continue }
                var broken = Fixtures.all[kind]
                broken[key] = wrong
                do {
                    _ = try file(broken)
                    #expect(unread.contains(key), "\(key) as \(wrong)")
                } catch {
                    #expect(error.description.hasPrefix(key), "\(error)")
                }
            }
        }
    }

    @Test(arguments: [
        (
            "private_key", "-----BEGIN PRIVATE KEY-----\ns3cret\n-----END PRIVATE KEY-----\n",
            "private_key: not a private key in PEM"
        ),
        ("type", "gdch_service_account", nil), ("type", "s3cret\nx", nil),
        ("client_email", "", "client_email: missing"),
        ("token_uri", "https://s3cret.example/token", nil), ("universe_domain", "evil.example", nil),
    ])
    func `a broken key file is refused, naming the field`(key: String, value: String, text: String?) {
        var broken = Fixtures.serviceAccount
        broken[key] = value
        #expect { try self.file(broken) } throws: { error in
            let told = "\(error)"
            return told.hasPrefix("\(key): ") && (text == nil || told == text) && !told.contains("s3cret.example")
        }
    }

    @Test func `a file of another universe is refused unless that universe is configured`() throws {
        var other = Fixtures.serviceAccount
        other["universe_domain"] = "s3ns.example"
        #expect { try self.file(other) } throws: {
            "\($0)" == "universe_domain: the file is of s3ns.example, not of googleapis.com; name its universe with "
                + "--google.universe-domain"
        }
        let universe = try #require(Universe("s3ns.example"))
        #expect(try file(other, in: universe).source == "service_account")
        #expect(throws: CredentialsProblem.self) { try self.file(Fixtures.serviceAccount, in: universe) }
    }

    @Test func `an impersonation cannot be the source of another`() {
        let nested = Fixtures.impersonated(Fixtures.impersonated(Fixtures.authorizedUser))
        #expect { try self.file(nested) } throws: { "\($0)".contains("type: ") }
        var none = Fixtures.impersonated(Fixtures.authorizedUser)
        none["source_credentials"] = nil
        #expect(throws: CredentialsProblem("source_credentials: missing")) { try self.file(none) }
    }
}
