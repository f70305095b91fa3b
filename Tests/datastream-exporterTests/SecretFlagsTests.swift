import CommandLine
import Testing

@testable import datastream_exporter

/// Secrets that users pass by mistake as a flag, a variable or an argument.
@Suite struct SecretFlagsTests {
    /// Secrets as they appear in files, consoles and headers.
    static let secrets = [
        "ya29.c4nary", "https://me:c4nary@host/", "me:c4nary@127.0.0.1:1", " ya29.c4nary", "token=ya29.c4nary",
        "1//0c4nary", "GOCSPX-c4nary", "Bearer c4nary",
        "eyJhbGciOiJSUzI1NiJ9.c4nary.c4nary", "-----BEGIN PRIVATE KEY-----\nc4nary\n-----END PRIVATE KEY-----\n",
        #"{"type":"authorized_user","refresh_token":"c4nary"}"#, #"{"client_secret":"c4nary"#,
        "me:$2y$10$c4nary", "c4nary\nc4nary", String(repeating: "c4nary", count: 40),
    ]

    @Test(arguments: CommandTable.program.commands.map(\.name))
    func `a possible secret is in no command line error`(name: String) throws {
        let command = try #require(CommandTable.program.commands.first { $0.name == name })
        for secret in Self.secrets {
            for flag in command.flags {
                let takings = [["--\(flag.name)=\(secret)"], ["--\(flag.name)", secret], ["--\(flag.name)\(secret)"]]
                for arguments in takings + [[secret], ["--\(secret)"], ["-\(secret)"], [secret, "--\(flag.name)"]] {
                    #expect(refusal(of: command, arguments, [:]).contains("c4nary") == false, "\(arguments)")
                }
                #expect(
                    refusal(of: command, [], [flag.variable: secret]).contains("c4nary") == false, "\(flag.variable)")
            }
        }
    }

    /// Why a command line is refused; empty if it is accepted.
    private func refusal(of command: Command, _ arguments: [String], _ environment: [String: String]) -> String {
        do throws(CommandFailure) {
            let values = try FlagValues(
                arguments, flags: command.flags, operands: command.operands, environment: environment)
            if command.name == "serve" { _ = try ServeOptions(serve: values, environment: environment) }
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test(arguments: [
        "GOOGLE_APPLICATION_CREDENTIALS", "GOOGLE_CLOUD_PROJECT", "GCLOUD_PROJECT", "GOOGLE_CLOUD_QUOTA_PROJECT",
        "CLOUDSDK_CONFIG", "GCE_METADATA_HOST", "GCE_METADATA_IP", "GCE_METADATA_ROOT", "HTTPS_PROXY", "ALL_PROXY",
        "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR", "NO_PROXY", "HOSTNAME", "LISTEN_FDS", "LISTEN_PID",
    ])
    func `a possible secret in an environment variable is in no output`(variable: String) async throws {
        for secret in [
            "ya29.c4nary", "-----BEGIN PRIVATE KEY-----\nc4nary", "http://u:c4nary@[", "u:c4nary@127.0.0.1:1",
        ] {
            // An empty home directory and no Google machine, so that the command ends by itself.
            let program = try RunningProgram(
                ["check", "--google.locations=l"],
                environment: ["NO_GCE_CHECK": "true", "HOME": "/nonexistent"]
                    .merging([variable: secret]) { $1 })
            #expect(await program.exitCode() != 0)
            #expect(await program.wholeOutput().contains("c4nary") == false, "\(program.output)")
        }
    }
}
