import Foundation
import TestSupport

/// A server program on loopback that terminates TLS with a certificate chosen by the test.
final class FaultyTLSServer {
    let certificate: String
    let url: String
    private let folder: Folder
    private let process = Process()

    /// `openssl s_server` with a certificate that is valid between two times, as `YYYYMMDDHHMMSSZ`.
    convenience init(validFrom start: String, to end: String) throws {
        try self.init(validFrom: start, to: end) { certificate, key in
            ["openssl", "s_server", "-accept", "127.0.0.1:0", "-www", "-cert", certificate, "-key", key]
        }
    }

    /// An HTTP/2 server that responds to its first request with a fault.
    convenience init(http2 fault: String) throws {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "http2_server.py").path
        try self.init(validFrom: "20200101000000Z", to: "20990101000000Z") { certificate, key in
            ["python3", script, certificate, key, fault]
        }
    }

    private init(
        validFrom start: String, to end: String, command: (_ certificate: String, _ key: String) -> [String]
    ) throws {
        folder = try Folder()
        let (key, request) = (folder.path("key.pem"), folder.path("request.pem"))
        certificate = folder.path("certificate.pem")
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

        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command(certificate, key)
        process.standardError = FileHandle.nullDevice
        let told = try spawning { [process] in
            let pipe = Pipe()
            process.standardInput = Pipe()
            process.standardOutput = pipe
            try process.run()
            return pipe.fileHandleForReading
        }
        // It prints "ACCEPT 127.0.0.1:40001" when it is listening.
        var said = ""
        while !said.contains("\n") || !said.contains("ACCEPT") {
            let data = told.availableData
            guard !data.isEmpty else { throw CocoaError(.fileReadUnknown) }
            said += String(decoding: data, as: UTF8.self)
        }
        let port = said.split(whereSeparator: \.isNewline).first { $0.hasPrefix("ACCEPT") }?.split(separator: ":").last
        url = "https://127.0.0.1:\(port ?? "0")/"
    }

    deinit {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
