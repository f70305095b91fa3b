import Foundation
import TestSupport

extension TLSServer {
    /// `openssl s_server` with a certificate that is valid between two times, as `YYYYMMDDHHMMSSZ`.
    convenience init(validFrom start: String, to end: String) throws {
        try self.init(validFrom: start, to: end) {
            ["openssl", "s_server", "-accept", "127.0.0.1:0", "-www", "-cert", $0, "-key", $1]
        }
    }

    /// An HTTP/2 server that responds to its first request with a fault.
    convenience init(http2 fault: String) throws {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "http2_server.py").path
        try self.init(validFrom: "20200101000000Z", to: "20990101000000Z") { ["python3", script, $0, $1, fault] }
    }

    private convenience init(
        validFrom start: String, to end: String, command: (_ certificate: String, _ key: String) -> [String]
    ) throws {
        let folder = try Folder()
        let (certificate, key) = (folder.path("certificate.pem"), folder.path("key.pem"))
        let request = folder.path("request.pem")
        let configuration = try folder.write(
            "ca.conf",
            """
            [ca]
            default_ca = c
            [c]
            database = \(try folder.write("index", ""))
            new_certs_dir = \(folder.path)
            rand_serial = yes
            default_md = sha256
            policy = p
            x509_extensions = x
            [p]
            commonName = supplied
            [x]
            subjectAltName = IP:127.0.0.1
            basicConstraints = CA:true
            """)
        let made = try output(
            of: ["openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
                + ["-subj", "/CN=test", "-keyout", key, "-out", request])
        let signed = try output(
            of: ["openssl", "ca", "-batch", "-selfsign", "-notext", "-config", configuration, "-keyfile", key]
                + ["-in", request, "-out", certificate, "-startdate", start, "-enddate", end])
        guard made.code == 0, signed.code == 0 else { throw CocoaError(.fileWriteUnknown) }
        try self.init(folder, certificate: certificate) { command($0, key) }
    }
}
