import Foundation

/// A server on loopback that terminates TLS with a certificate of its own.
package final class TLSServer: Sendable {
    /// The file of the server's certificate.
    package let certificate: String
    package let url: String
    private let folder: Folder
    private let program: ListeningProgram

    /// Makes a certificate for a name and starts `openssl s_server`, which answers every request with the same bytes.
    package convenience init(
        name: String = "IP:127.0.0.1", arguments: [String] = [],
        answering bytes: [UInt8] = Array("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".utf8)
    ) throws {
        let folder = try Folder()
        let pair = try folder.selfSignedCertificate("server", for: name)
        // With -HTTP, the server sends this file unchanged.
        try folder.write(bytes, to: "answer")
        try self.init(folder, certificate: pair.certificate, path: "answer") {
            ["openssl", "s_server", "-accept", "127.0.0.1:0", "-HTTP", "-cert", $0, "-key", pair.key] + arguments
        }
    }

    /// Starts a server program with a certificate; the program prints `ACCEPT` and its address once it listens.
    ///
    /// - Parameters:
    ///   - folder: the folder of the certificate, in which the program runs.
    ///   - certificate: the file of the certificate.
    ///   - path: the path of the server's URL.
    ///   - command: the program and its arguments for the file of the certificate.
    /// - Throws: the same errors as ``ListeningProgram``.
    package init(
        _ folder: Folder, certificate: String, path: String = "", command: (_ certificate: String) -> [String]
    ) throws {
        self.folder = folder
        self.certificate = certificate
        program = try ListeningProgram(command(certificate), in: folder.url)
        url = "https://127.0.0.1:\(program.port)/\(path)"
    }
}
