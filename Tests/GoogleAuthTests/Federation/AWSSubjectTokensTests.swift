import HTTPTransport
import Notation
import Testing

@testable import GoogleAuth

@Suite struct AWSSubjectTokensTests {
    private func failure(_ outside: Outside) async throws -> String {
        let account = try ExternalAccount(CredentialFields(parsing: Fixtures.bytes(Fixtures.aws)), in: .google)
        do throws(TokenFailure) {
            _ = try await SubjectTokens(account: account, client: outside.client).token()
            return ""
        } catch {
            return error.description
        }
    }

    @Test func `with everything in the environment no server is asked`() async throws {
        let outside = Outside(
            ["AWS_DEFAULT_REGION": "eu-west-1", "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"])
        #expect(try await failure(outside) == "")
        #expect(outside.sent.isEmpty)
    }

    @Test(arguments: [
        ("availability-zone", "<html>s3cret", 200), ("availability-zone", "", 404), ("api/token", "a\nb", 200),
        ("api/token", "s3cret", 403), ("security-credentials", "../../x?y", 200), ("security-credentials", "", 200),
        ("security-credentials/role", "<html>", 200), ("security-credentials/role", "{}", 200),
        ("security-credentials/role", "s3cret", 401),
    ])
    func `an unexpected answer of the metadata server is reported without its text`(
        part: String, body: String, status: Int
    ) async throws {
        let outside = Outside()
        outside.on("api/token", "session")
        outside.on("availability-zone", "eu-central-1b")
        outside.on("security-credentials", "role")
        outside.on("security-credentials/role", #"{"AccessKeyId":"a","SecretAccessKey":"b"}"#)
        outside.on(part, body, status: status)
        let told = try await failure(outside)
        #expect(told.hasPrefix("AWS metadata") && !told.contains("s3cret"), "\(told)")
    }

    @Test func `the session token is requested once and sent with every request`() async throws {
        let outside = Outside()
        outside.on("api/token", "session")
        outside.on("availability-zone", "eu-central-1b")
        outside.on("security-credentials", "role")
        outside.on("security-credentials/role", #"{"AccessKeyId":"a","SecretAccessKey":"b","Token":"c"}"#)
        #expect(try await failure(outside) == "")
        #expect(outside.sent.map(\.method) == [.put, .get, .get, .get])
        #expect(outside.sent.dropFirst().allSatisfy { $0.headers["X-aws-ec2-metadata-token"] == "session" })
    }
}
