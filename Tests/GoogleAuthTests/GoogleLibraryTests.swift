import Foundation
import HTTPTransport
import Notation
import TestSupport
import Testing

@testable import GoogleAuth

/// Compares the requests for every kind of credentials with those of Google's own library for the same input.
struct GoogleLibraryTests {
    /// A Python interpreter with google-auth installed.
    static let python = ProcessInfo.processInfo.environment["GOOGLE_CLIENTS_PYTHON"]

    /// Credentials and their environment.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        /// The file; nil for the metadata server.
        let file: [String: any Sendable]?
        var variables: [String: String] = [:]
        var quota: String?
        var impersonate: String?
        var universe = Universe.google

        var testDescription: String { name }
    }

    /// One request, in the form in which both sides report it.
    private struct Sent: Hashable, Decodable {
        let method: String
        let url: String
        let headers: [String: String]
        let body: String
    }

    private struct Told: Decodable {
        let token: String
        let sent: [Sent]
    }

    private static let answers: [(part: String, body: String)] = [
        (
            "metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/token",
            #"{"access_token":"of-metadata","expires_in":3599,"token_type":"Bearer"}"#
        ),
        (
            "metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/",
            #"{"email":"vm@p.iam.gserviceaccount.com","scopes":[]}"#
        ),
        ("generateAccessToken", #"{"accessToken":"of-iam","expireTime":"2030-01-01T00:00:00Z"}"#),
        ("availability-zone", "eu-central-1b"),
        ("security-credentials/role", #"{"AccessKeyId":"AKIA","SecretAccessKey":"s3/cret","Token":"session+t0ken="}"#),
        ("security-credentials", "role"), ("api/token", "imds-session"),
        ("idp.example", "subject-of-url"),
        ("googleapis.com", #"{"access_token":"of-server","expires_in":3599,"token_type":"Bearer"}"#),
    ]

    private static let subjects: [String: String] = ["text": "subject-of-file", "json": #"{"id":"subject of json"}"#]

    private static let cases: [Case] = [
        Case(name: "service account", file: Fixtures.serviceAccount),
        Case(
            name: "service account of another universe",
            file: Fixtures.serviceAccount.merging(["universe_domain": "s3ns.example"]) { $1 },
            universe: Universe("s3ns.example") ?? .google),
        Case(
            name: "service account that impersonates", file: Fixtures.serviceAccount, quota: "payer",
            impersonate: "target@p.iam.gserviceaccount.com"),
        Case(name: "person", file: Fixtures.authorizedUser),
        Case(name: "person with scopes", file: Fixtures.authorizedUser.merging(["scopes": ["a", "b"]]) { $1 }),
        Case(
            name: "person who impersonates", file: Fixtures.authorizedUser,
            impersonate: "target@p.iam.gserviceaccount.com"),
        Case(name: "file", file: Fixtures.externalAccount(["file": "text"])),
        Case(
            name: "file of JSON, client and impersonation",
            file: Fixtures.externalAccount(
                ["file": "json", "format": ["type": "json", "subject_token_field_name": "id"]],
                [
                    "client_id": "id", "client_secret": "se:cret", "quota_project_id": "own",
                    "service_account_impersonation_url": Fixtures.impersonationURL,
                    "service_account_impersonation": ["token_lifetime_seconds": 600],
                ])),
        Case(
            name: "url of a workforce",
            file: Fixtures.externalAccount(
                ["url": "https://idp.example/token", "headers": ["Metadata": "True"]],
                [
                    "audience": "//iam.googleapis.com/locations/global/workforcePools/pool/providers/p",
                    "workforce_pool_user_project": "12345",
                ])),
        Case(
            name: "AWS by its environment", file: Fixtures.aws,
            variables: [
                "AWS_REGION": "us-east-2", "AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "wJalr/K7",
                "AWS_SESSION_TOKEN": "AQoE/XAMPLE",
            ]),
        Case(name: "AWS by its metadata", file: Fixtures.aws),
        Case(name: "person of a workforce", file: Fixtures.externalAccountUser),
        Case(name: "impersonated by a person", file: Fixtures.impersonated(Fixtures.authorizedUser)),
        Case(
            name: "impersonated by a service account, through others",
            file: Fixtures.impersonated(
                Fixtures.serviceAccount, delegates: ["a@p.iam.gserviceaccount.com", "b@p.iam.gserviceaccount.com"])),
        Case(
            name: "impersonated by a person of a workforce", file: Fixtures.impersonated(Fixtures.externalAccountUser)),
        Case(name: "metadata server", file: nil),
        Case(name: "metadata server that impersonates", file: nil, impersonate: "target@p.iam.gserviceaccount.com"),
    ]

    @Test(.enabled(if: python != nil, "GOOGLE_CLIENTS_PYTHON names no Python"), arguments: cases)
    func `requests equal those of Google's library`(given: Case) async throws {
        let folder = try Folder()
        for (name, text) in Self.subjects { try folder.write(text.utf8, to: name) }
        let outside = Outside(given.variables.merging(given.file == nil ? ["GCE_METADATA_IP": "mds.test"] : [:]) { $1 })
        for (part, body) in Self.answers.reversed() { outside.on(part, body, headers: ["Metadata-Flavor": "Google"]) }
        outside.on("mds.test", "", headers: ["Metadata-Flavor": "Google"])
        outside.on("universe-domain", "", status: 404, headers: ["Metadata-Flavor": "Google"])
        var file = given.file
        if var source = file?["credential_source"] as? [String: any Sendable], let name = source["file"] as? String {
            source["file"] = folder.path(name)
            file?["credential_source"] = source
        }
        let path = try file.map { try folder.write(Fixtures.bytes($0), to: "credentials.json") }
        let options = CredentialOptions(
            credentialsFile: path, impersonate: given.impersonate, quotaProject: given.quota, universe: given.universe)
        let found = try await CredentialSearch(options, environment: outside.environment).find()
        let credentials = try #require(found)
        let token = try await credentials.tokens.token(nil, .seconds(60))
        let theirs = try told(given, file, at: outside.now - ServiceAccountTokens.backdating)
        #expect(token.revealed == theirs.token)
        #expect(Set(outside.sent.compactMap(Self.sent)) == Set(theirs.sent.filter(Self.isCompared)))
    }

    /// The requests that Google's library reports.
    private func told(_ given: Case, _ file: [String: any Sendable]?, at now: Int64) throws -> Told {
        // AWS requests are signed with the current time, assertions with a backdated one.
        let isAWS = given.name.hasPrefix("AWS")
        let input: [String: Any] = [
            "info": file ?? NSNull(), "now": isAWS ? now + ServiceAccountTokens.backdating : now,
            "variables": given.variables,
            "quota": given.quota ?? NSNull(), "impersonate": given.impersonate ?? NSNull(),
            "answers": Self.answers.map { [$0.part, 200, $0.body] as [Any] },
        ]
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "google_auth.py").path
        let python = try #require(Self.python)
        let output = try output(of: [python, script], input: Array(JSONSerialization.data(withJSONObject: input)))
        return try JSONDecoder().decode(Told.self, from: Data(output.text.utf8))
    }

    /// Excludes the library's request for the account's name, which we send only when the name is needed.
    private static func isCompared(_ sent: Sent) -> Bool { !sent.url.contains("recursive=true") }

    /// One of our requests; nil for those that the search sends before it has credentials.
    private static func sent(_ request: TransportRequest) -> Sent? {
        guard !request.url.contains("mds.test"), !request.url.contains("universe-domain") else { return nil }
        var headers: [String: String] = [:]
        for field in request.headers.fields { headers[field.name.lowercased()] = field.value }
        let method =
            switch request.method {
            case .get: "GET"
            case .post: "POST"
            case .put: "PUT"
            }
        return Sent(method: method, url: request.url, headers: headers, body: Data(request.body).base64EncodedString())
    }
}
