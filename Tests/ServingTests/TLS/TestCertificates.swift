import Foundation
import TestSupport
import Testing

/// Certificates and keys, freshly made by openssl in their own folder.
final class TestCertificates: Sendable {
    let folder: Folder

    /// `server` is for localhost.
    ///
    /// `ca` signed `client` for the names `scraper` and 192.0.2.7; `stranger` is self-signed.
    static let shared = Result { try TestCertificates() }

    private init() throws {
        folder = try Folder()
        try selfSigned("server", "subjectAltName=DNS:localhost,IP:127.0.0.1")
        try selfSigned("ca", "basicConstraints=critical,CA:TRUE")
        try selfSigned("stranger", "subjectAltName=DNS:scraper")
        try run(
            ["req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=client"]
                + ["-keyout", path("client.key"), "-out", path("client.csr")])
        let extensions = try folder.write(
            "client.ext",
            "subjectAltName=DNS:scraper,IP:192.0.2.7,email:ops@example.com,URI:spiffe://acme/scraper\n"
                + "extendedKeyUsage=clientAuth\n")
        try run(
            ["x509", "-req", "-in", path("client.csr"), "-CA", path("ca.crt"), "-CAkey", path("ca.key")]
                + ["-CAcreateserial", "-days", "30", "-extfile", extensions, "-out", path("client.crt")])
        try run(["ec", "-in", path("server.key"), "-aes128", "-passout", "pass:secret", "-out", path("locked.key")])
    }

    func path(_ name: String) -> String { "\(folder.path)/\(name)" }

    func bytes(_ name: String) throws -> [UInt8] { Array(try folder.text(of: name).utf8) }

    /// Makes a certificate with a new key.
    func selfSigned(_ name: String, _ alternative: String, days: Int = 30) throws {
        try folder.selfSignedCertificate(name, extension: alternative, days: days)
    }

    private func run(_ arguments: [String]) throws {
        let result = try output(of: ["openssl"] + arguments)
        try #require(result.code == 0, "\(result.text)")
    }
}
