import CommandLine
import GoogleAuth
import HTTPTransport
import Testing

@testable import datastream_exporter

@Suite struct CredentialOptionsFlagsTests {
    private func options(_ arguments: [String], _ environment: [String: String] = [:]) throws -> CredentialOptions {
        let values = try FlagValues(arguments, flags: Command.serve.flags, environment: environment)
        return try CredentialOptions(values, endpoint: Endpoint(values))
    }

    @Test func `without flags the credentials are searched for`() throws {
        let options = try options([])
        #expect(options.credentialsFile == nil && options.accessTokenFile == nil && options.impersonate == nil)
        #expect(options.quotaProject == nil && options.universe == .google && options.isRequired)
    }

    @Test func `every flag and its variable are accepted`() throws {
        let options = try options(
            [
                "--google.credentials-file=/c", "--google.impersonate-service-account=a@p.iam.gserviceaccount.com",
                "--google.universe-domain=s3ns.example",
            ], ["DATASTREAM_EXPORTER_GOOGLE_QUOTA_PROJECT": "payer"])
        #expect(options.credentialsFile == "/c" && options.impersonate == "a@p.iam.gserviceaccount.com")
        #expect(options.quotaProject == "payer" && options.universe.domain == "s3ns.example")
    }

    @Test func `an endpoint on this machine needs no credentials`() throws {
        #expect(try !options(["--google.endpoint=http://127.0.0.1:1"]).isRequired)
    }

    @Test(arguments: [
        "--google.impersonate-service-account=a/b", "--google.universe-domain=Google", "--google.quota-project=a b",
        "--google.credentials-file=",
    ])
    func `an invalid value is refused`(argument: String) {
        #expect(throws: CommandFailure.self) { try self.options([argument]) }
    }
}
