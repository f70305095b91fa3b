import Foundation
import TestSupport

/// Google's servers on loopback: the program reaches them through a proxy, under their real names and over TLS.
final class GoogleServers: Sendable {
    /// One request that came in.
    struct Asked: Decodable, Sendable {
        let method: String
        let host: String
        let path: String
        let body: String
        let headers: [String: String]
    }

    private let folder: Folder
    /// The address, as host and port, of both the proxy and the metadata server.
    var address: String { "127.0.0.1:\(program.port)" }
    private let program: ListeningProgram

    /// Starts the servers with these faults.
    init(_ faults: String...) throws {
        folder = try Folder()
        let names = ["oauth2", "sts", "iamcredentials", "datastream"].map { "DNS:\($0).googleapis.com" }
        let (certificate, key) = try folder.selfSignedCertificate("ca", for: names.joined(separator: ","))
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "google_servers.py").path
        program = try ListeningProgram(
            ["python3", script, certificate, key, folder.path("asked"), faults.joined(separator: ",")])
    }

    /// The environment with which the program reaches the servers.
    var environment: [String: String] {
        [
            "HTTPS_PROXY": "http://proxy:c4nary-proxy@\(address)",
            "SSL_CERT_FILE": folder.path("ca.crt"),
            "NO_GCE_CHECK": "true", "PATH": "/usr/bin:/bin",
        ]
    }

    /// All requests so far.
    var asked: [Asked] {
        let text = (try? folder.text(of: "asked")) ?? ""
        return text.split(separator: "\n").compactMap { try? JSONDecoder().decode(Asked.self, from: Data($0.utf8)) }
    }

    /// Writes a file for the program and returns its path.
    func write(_ text: String, to name: String) throws -> String {
        let path = try folder.write(name, text)
        chmod(path, 0o600)
        return path
    }
}

/// Credential files with a marker in every secret; no output may contain it.
enum CanaryFiles {
    private static let url =
        "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/t@p.iam.gserviceaccount.com"
        + ":generateAccessToken"
    private static let user =
        #"{"type":"authorized_user","client_id":"id","client_secret":"c4nary-client","refresh_token":"c4nary-refresh"}"#

    /// An RSA key, made anew for each test run.
    private static let key: String = {
        let maker = ["openssl", "genpkey", "-quiet", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"]
        return (try? output(of: maker))?.text ?? ""
    }()

    /// A file of each kind; `servers` writes the tokens that some of them need.
    static func all(_ servers: GoogleServers) throws -> [(source: String, text: String)] {
        let pem = key.replacing("\n", with: "\\n")
        let subject = try servers.write("c4nary-subject\n", to: "subject")
        let program = try servers.write(
            """
            #!/bin/sh
            echo c4nary-stderr >&2
            echo '{"version":1,"success":true,"token_type":"urn:ietf:params:oauth:token-type:jwt","id_token":"c4nary-id"}'
            """, to: "program")
        chmod(program, 0o700)
        let account =
            #""type":"external_account","audience":"//iam.googleapis.com/projects/1/x","#
            + #""subject_token_type":"urn:ietf:params:oauth:token-type:jwt","token_url":"https://sts.googleapis.com/v1/token""#
        return [
            (
                "service_account",
                #"{"type":"service_account","private_key":"\#(pem)","private_key_id":"k","project_id":"p","#
                    + #""client_email":"r@p.iam.gserviceaccount.com","token_uri":"https://oauth2.googleapis.com/token"}"#
            ),
            ("authorized_user", user),
            (
                "external_account",
                #"{\#(account),"credential_source":{"file":"\#(subject)"},"client_id":"i","client_secret":"c4nary-s"}"#
            ),
            (
                "external_account",
                #"{\#(account),"credential_source":{"executable":{"command":"\#(program)"}},"#
                    + #""service_account_impersonation_url":"\#(url)"}"#
            ),
            (
                "external_account_authorized_user",
                #"{"type":"external_account_authorized_user","client_id":"i","client_secret":"c4nary-w","#
                    + #""refresh_token":"c4nary-f","token_url":"https://sts.googleapis.com/v1/oauthtoken"}"#
            ),
            (
                "impersonated_service_account",
                #"{"type":"impersonated_service_account","service_account_impersonation_url":"\#(url)","#
                    + #""source_credentials":\#(user)}"#
            ),
        ]
    }
}
