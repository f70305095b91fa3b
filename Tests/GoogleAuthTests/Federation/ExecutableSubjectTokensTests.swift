import Foundation
import HTTPTransport
import System
import TestSupport
import Testing

@testable import GoogleAuth

@Suite struct ExecutableSubjectTokensTests {
    private static let good =
        #"{"version":1,"success":true,"token_type":"urn:ietf:params:oauth:token-type:id_token","id_token":"subject","#
        + #""expiration_time":1700000001}"#

    private func token(
        _ outside: Outside, _ executable: [String: any Sendable] = ["command": "/bin/token --flag"]
    ) async throws -> String {
        let file = Fixtures.externalAccount(
            ["executable": executable], ["service_account_impersonation_url": Fixtures.impersonationURL])
        let account = try ExternalAccount(CredentialFields(parsing: Fixtures.bytes(file)), in: .google)
        return try await SubjectTokens(account: account, client: outside.client).token().revealed
    }

    private let allowed = ["GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES": "1", "PATH": "/bin"]

    @Test func `no program runs without the variable that Google requires`() async {
        for value in [nil, "0", "true", ""] as [String?] {
            let outside = Outside(value.map { ["GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES": $0] } ?? [:])
            await #expect(
                throws: TokenFailure(
                    "credential_source.executable: /bin/token: set GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES=1 to allow "
                        + "that it is run")
            ) { try await self.token(outside) }
            #expect(outside.runs.isEmpty)
        }
    }

    @Test func `a program gets what it needs, and none of the exporter's settings`() async throws {
        let outside = Outside(allowed.merging(["DATASTREAM_EXPORTER_X": "s3cret"]) { $1 })
        outside.writes(Self.good)
        #expect(try await token(outside) == "subject")
        let run = try #require(outside.runs.first)
        #expect(run.arguments == ["/bin/token", "--flag"] && run.timeout == .seconds(30))
        #expect(
            run.environment == [
                "PATH": "/bin", "GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES": "1",
                "GOOGLE_EXTERNAL_ACCOUNT_AUDIENCE": Fixtures.audience,
                "GOOGLE_EXTERNAL_ACCOUNT_TOKEN_TYPE": Fixtures.jwtType,
                "GOOGLE_EXTERNAL_ACCOUNT_ID": "target@p.iam.gserviceaccount.com",
                "GOOGLE_EXTERNAL_ACCOUNT_INTERACTIVE": "0", "GOOGLE_EXTERNAL_ACCOUNT_REVOKE": "0",
                "GOOGLE_EXTERNAL_ACCOUNT_IMPERSONATED_EMAIL": "target@p.iam.gserviceaccount.com",
            ])
    }

    @Test(arguments: [
        (
            #"{"version":1,"success":false,"code":"401","message":"s3cret"}"#,
            "it says that it failed, with the code 401"
        ),
        (#"{"version":2,"success":true}"#, "version: only 1 is known"),
        (#"{"success":true}"#, "its answer cannot be read: version: missing"),
        (#"{"version":1}"#, "its answer cannot be read: success: missing"),
        (#"{"version":1,"success":"yes"}"#, "its answer cannot be read: success: expected a boolean, found a string"),
        (#"{"version":1,"success":true,"token_type":"s3cret"}"#, "token_type: neither jwt, id_token nor saml2"),
        (
            #"{"version":1,"success":true,"token_type":"urn:ietf:params:oauth:token-type:jwt"}"#,
            "its answer cannot be read: id_token: missing"
        ),
        (#"{"version":1,"success":true,"token_type":"x","expiration_time":1}"#, "its token has expired"),
    ])
    func `an answer without a token is described by its shape`(answer: String, told: String) async {
        let outside = Outside(allowed)
        outside.writes(answer)
        await #expect(throws: TokenFailure("credential_source.executable: /bin/token: \(told)")) {
            try await self.token(outside)
        }
    }

    @Test func `the last answer is reused while it is valid`() async throws {
        let folder = try Folder()
        let kept = try folder.write(Self.good.replacing("subject", with: "kept").utf8, to: "kept")
        let executable: [String: any Sendable] = ["command": "x", "output_file": kept]
        let outside = Outside(allowed)
        outside.writes(Self.good)
        #expect(try await token(outside, executable) == "kept")
        #expect(outside.runs.isEmpty)
        outside.advance(by: .seconds(2))
        outside.failsToRun("ended with exit code 3")
        await #expect(throws: TokenFailure("credential_source.executable: x: ended with exit code 3")) {
            try await self.token(outside, executable)
        }
        // If the file is only partly written, the program runs. If it prints nothing, its answer is the file.
        try folder.write(#"{"version":1,"#.utf8, to: "kept")
        outside.writes("")
        await #expect(throws: TokenFailure.self) { try await self.token(outside, executable) }
        #expect(outside.runs.last?.environment["GOOGLE_EXTERNAL_ACCOUNT_OUTPUT_FILE"] == kept)
    }

    @Test func `SAML is supported too`() async throws {
        let outside = Outside(allowed)
        outside.writes(
            #"{"version":1,"success":true,"token_type":"urn:ietf:params:oauth:token-type:saml2","saml_response":"<x/>"}"#
        )
        #expect(try await token(outside) == "<x/>")
    }
}
