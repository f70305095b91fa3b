import Foundation
import HTTPTransport
import Notation
import TestSupport
import Testing

@testable import GoogleAuth

@Suite struct CredentialSearchTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private func find(
        _ options: CredentialOptions = CredentialOptions(), _ variables: [String: String] = ["NO_GCE_CHECK": "true"],
        _ outside: Outside? = nil
    ) async throws(CredentialSearch.Failure) -> Credentials? {
        try await CredentialSearch(options, environment: (outside ?? Outside(variables)).environment).find()
    }

    private func write(_ object: [String: any Sendable], to name: String) throws -> String {
        try folder.write(Fixtures.bytes(object), to: name)
    }

    @Test func `a configured file comes before gcloud's login, and that before the metadata server`() async throws {
        let named = try write(Fixtures.serviceAccount, to: "key.json")
        let login = try write(Fixtures.authorizedUser, to: "home/.config/gcloud/application_default_credentials.json")
        let variables = ["HOME": folder.path("home"), "GOOGLE_APPLICATION_CREDENTIALS": named]
        let flagged = try write(Fixtures.aws, to: "flag.json")
        let byFlag = try await find(CredentialOptions(credentialsFile: flagged), variables)
        #expect(byFlag?.source == "external_account" && byFlag?.place == "\(flagged) (--google.credentials-file)")
        let byVariable = try await find(CredentialOptions(), variables)
        #expect(byVariable?.source == "service_account")
        #expect(byVariable?.place == "\(named) (GOOGLE_APPLICATION_CREDENTIALS)")
        let byLogin = try await find(CredentialOptions(), ["HOME": folder.path("home")])
        #expect(byLogin?.source == "authorized_user" && byLogin?.place == "\(login) (gcloud's login)")
        let moved = try await find(CredentialOptions(), ["CLOUDSDK_CONFIG": folder.path("home/.config/gcloud")])
        #expect(moved?.source == "authorized_user")
        let outside = Outside(["HOME": "/nonexistent", "GOOGLE_APPLICATION_CREDENTIALS": ""])
        outside.on("169.254.169.254", "", headers: ["Metadata-Flavor": "Google"])
        outside.on("metadata.google.internal", "", status: 404)
        let byServer = try await find(CredentialOptions(), [:], outside)
        #expect(byServer?.source == "metadata" && byServer?.place == "metadata server")
    }

    @Test func `missing credentials are reported, and unneeded ones are not searched for`() async throws {
        await #expect { try await find() } throws: { error in
            guard case .none(let problem)? = error as? CredentialSearch.Failure else { return false }
            return problem.description.hasPrefix("no credentials: give --google.credentials-file, ")
        }
        let outside = Outside()
        #expect(try await find(CredentialOptions(isRequired: false), [:], outside)?.source == nil)
        #expect(outside.sent.isEmpty)
        let named = Outside(["GCE_METADATA_IP": "127.0.0.1:1"])
        named.on("127.0.0.1", "", headers: ["Metadata-Flavor": "Google"])
        named.on("metadata.google.internal", "", status: 404)
        let found = try await find(CredentialOptions(isRequired: false), [:], named)
        #expect(found?.source == "metadata" && found?.warnings.count == 1)
    }

    @Test func `a missing or broken file is refused by name, and the search ends`() async throws {
        let directory = folder.url.path
        #expect(mkfifo(folder.path("fifo"), 0o600) == 0)
        let large = try folder.write([UInt8](repeating: 0x20, count: 1_024 * 1_024 + 1), to: "large")
        let broken = try folder.write(Array("{}".utf8), to: "broken")
        for (path, reason) in [
            ("/nonexistent/key.json", "No such file or directory"), (directory, "not a regular file"),
            (folder.path("fifo"), "not a regular file"), (large, "larger than 1048576 bytes"),
            (broken, "type: missing"), ("~/key.json", "No such file or directory"),
        ] {
            let variable = "GOOGLE_APPLICATION_CREDENTIALS"
            let problem = CredentialsProblem("\(variable): \(path): \(reason)")
            let isMissing = reason == "No such file or directory"
            await #expect(throws: isMissing ? CredentialSearch.Failure.missing(problem) : .broken(problem)) {
                try await find(CredentialOptions(), [variable: path])
            }
        }
        _ = try folder.write(Array("{}".utf8), to: "gcloud/application_default_credentials.json")
        await #expect { try await find(CredentialOptions(), ["CLOUDSDK_CONFIG": folder.path("gcloud")]) } throws: {
            "\($0)".contains("gcloud's login: ")
        }
    }

    @Test(arguments: [
        #"{"type":"service_account","private_key":"s3cret"}"#, "ya29.s3cret", "eyJhbGciOiJSUzI1NiJ9.s3cret",
        "/s3cret\n",
        String(repeating: "s3cret", count: 50),
    ])
    func `credentials given in place of a path are not shown`(secret: String) async throws {
        for variables in [["GOOGLE_APPLICATION_CREDENTIALS": secret], ["CLOUDSDK_CONFIG": secret]] {
            await #expect { try await find(CredentialOptions(), variables) } throws: { error in
                guard case .broken(let problem)? = error as? CredentialSearch.Failure else { return false }
                return problem.description.hasPrefix("\(variables.keys.first ?? ""): the value, which is not shown, ")
                    && !problem.description.contains("s3cret")
            }
        }
        for member in [
            ["file": secret], ["executable": ["command": "run", "output_file": secret]],
            ["executable": ["command": "'\(secret)'"]],
        ]
            as [[String: any Sendable]]
        {
            let path = try write(Fixtures.externalAccount(member), to: "account.json")
            await #expect { try await find(CredentialOptions(credentialsFile: path)) } throws: {
                "\($0)".contains("credential_source.") && "\($0)".contains(" the value, which is not shown, ")
                    && !"\($0)".contains("s3cret")
            }
        }
    }

    @Test func `an unreadable login does not end the search`() async throws {
        // A folder in place of the file, which even root cannot read.
        _ = try folder.write([], to: "gcloud/application_default_credentials.json/x")
        let outside = Outside(["CLOUDSDK_CONFIG": folder.path("gcloud")])
        outside.on("universe-domain", "", status: 404)
        outside.on("169.254.169.254", "", headers: ["Metadata-Flavor": "Google"])
        let found = try await find(CredentialOptions(), [:], outside)
        let problem =
            "gcloud's login: \(folder.path("gcloud"))/application_default_credentials.json: not a regular file"
        #expect(found?.source == "metadata")
        #expect(found?.warnings == ["\(problem); the metadata server's credentials are used instead"])
        await #expect(throws: CredentialSearch.Failure.broken(CredentialsProblem(problem))) {
            try await find(CredentialOptions(), ["CLOUDSDK_CONFIG": folder.path("gcloud"), "NO_GCE_CHECK": "true"])
        }
    }

    @Test func `without a need for credentials only configured ones are used`() async throws {
        let login = try write(Fixtures.authorizedUser, to: "gcloud/application_default_credentials.json")
        let options = CredentialOptions(isRequired: false)
        let gcloud = ["CLOUDSDK_CONFIG": folder.path("gcloud")]
        #expect(try await find(options, gcloud) == nil)
        #expect(try await find(options, ["GOOGLE_APPLICATION_CREDENTIALS": login])?.source == "authorized_user")
        var named = options
        named.credentialsFile = login
        #expect(try await find(named, [:])?.source == "authorized_user")
        var impersonating = options
        impersonating.impersonate = "target@p.iam.gserviceaccount.com"
        #expect(try await find(impersonating, gcloud)?.source == "impersonated_service_account")
    }

    @Test func `an absent token file may appear later, and an empty one is broken`() async throws {
        let absent = folder.path("absent")
        await #expect { try await find(CredentialOptions(accessTokenFile: absent)) } throws: { error in
            guard case .missing? = error as? CredentialSearch.Failure else { return false }
            return true
        }
        let empty = try folder.write([], to: "empty")
        await #expect { try await find(CredentialOptions(accessTokenFile: empty)) } throws: { error in
            guard case .broken? = error as? CredentialSearch.Failure else { return false }
            return true
        }
    }

    @Test func `a configured metadata server that does not answer is not the same as none`() async throws {
        let outside = Outside(["GCE_METADATA_HOST": "h:1"])
        await #expect { try await find(CredentialOptions(), [:], outside) } throws: { error in
            guard case .unreachable(let problem)? = error as? CredentialSearch.Failure else { return false }
            return problem.description.hasPrefix("metadata server: ")
        }
        outside.on("h:1", "googleapis.com", headers: ["Metadata-Flavor": "Google"])
        #expect(try await find(CredentialOptions(), [:], outside)?.source == "metadata")
    }

    @Test func `the project is the key's, the machine's, or gcloud's current one`() async throws {
        let key = try write(Fixtures.serviceAccount, to: "key.json")
        #expect(try await find(CredentialOptions(credentialsFile: key))?.project() == "key-project")
        _ = try write(Fixtures.authorizedUser, to: "gcloud/application_default_credentials.json")
        _ = try folder.write("[core]\nproject = worked-on\n".utf8, to: "gcloud/configurations/config_default")
        let gcloud = ["CLOUDSDK_CONFIG": folder.path("gcloud")]
        #expect(try await find(CredentialOptions(), gcloud)?.project() == "worked-on")
        let outside = Outside()
        outside.on("metadata", "machine-project", headers: ["Metadata-Flavor": "Google"])
        outside.on("universe-domain", "", status: 404)
        outside.on("169.254.169.254", "", headers: ["Metadata-Flavor": "Google"])
        let machine = try await find(CredentialOptions(), [:], outside)
        #expect(try await machine?.project() == "machine-project")
    }

    @Test(
        arguments: [
            ("flag", "variable", "flag"), (nil, "variable", "variable"), (nil, nil, "quota-of-file"),
        ] as [(String?, String?, String)])
    func `the quota project is the flag's, the variable's, or the file's`(
        flag: String?, variable: String?, project: String
    ) async throws {
        let login = try write(Fixtures.authorizedUser, to: "login.json")
        var variables = ["NO_GCE_CHECK": "true"]
        variables["GOOGLE_CLOUD_QUOTA_PROJECT"] = variable
        let found = try await find(CredentialOptions(credentialsFile: login, quotaProject: flag), variables)
        #expect(found?.tokens.quotaProject == project)
    }

    @Test func `impersonation works on top of any credentials found`() async throws {
        let token = try folder.write("t0ken\n".utf8, to: "token")
        let login = try write(Fixtures.authorizedUser, to: "login.json")
        for options in [CredentialOptions(accessTokenFile: token), CredentialOptions(credentialsFile: login)] {
            var options = options
            options.impersonate = "target@p.iam.gserviceaccount.com"
            let outside = Outside()
            outside.on("oauth2", #"{"access_token":"t0ken","expires_in":3599}"#)
            outside.on("iamcredentials", #"{"accessToken":"of-target","expireTime":"2023-11-14T23:13:20Z"}"#)
            let found = try #require(try await find(options, [:], outside))
            #expect(found.source == "impersonated_service_account")
            #expect(await found.principal() == "target@p.iam.gserviceaccount.com")
            #expect(try await found.tokens.token(nil, .seconds(60)).revealed == "of-target")
            #expect(outside.sent.last?.headers["Authorization"] == "Bearer t0ken")
        }
    }

    @Test func `a machine in another universe is refused unless that universe is configured`() async throws {
        let outside = Outside()
        outside.on("169.254.169.254", "", headers: ["Metadata-Flavor": "Google"])
        outside.on("universe-domain", "s3ns.example", headers: ["Metadata-Flavor": "Google"])
        await #expect { try await find(CredentialOptions(), [:], outside) } throws: {
            "\($0)".contains("the machine is in s3ns.example, not in googleapis.com")
        }
        let universe = try #require(Universe("s3ns.example"))
        #expect(try await find(CredentialOptions(universe: universe), [:], outside)?.source == "metadata")
    }

    @Test func `a key that others can read causes a warning`() async throws {
        let key = try write(Fixtures.serviceAccount, to: "key.json")
        #expect(chmod(key, 0o644) == 0)
        #expect(try await find(CredentialOptions(credentialsFile: key))?.warnings.count == 1)
        #expect(chmod(key, 0o600) == 0)
        #expect(try await find(CredentialOptions(credentialsFile: key))?.warnings == [])
    }
}
