import Foundation

/// `openssl s_server` on loopback, with a certificate of its own.
package final class TLSServer {
    /// The file of the server's certificate.
    package let certificate: String
    package let url: String
    private let folder: Folder
    private let process = Process()
    private let input = Pipe()

    /// Makes a certificate for a name and starts the server, which answers every request with the same bytes.
    package init(
        name: String = "IP:127.0.0.1", arguments: [String] = [],
        answering bytes: [UInt8] = Array("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".utf8)
    ) throws {
        folder = try Folder()
        let made = try folder.selfSignedCertificate("server", for: name)
        certificate = made.certificate
        // With -HTTP, the server sends this file unchanged.
        try folder.write(bytes, to: "answer")
        let (process, input) = (process, input)
        process.currentDirectoryURL = folder.url
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            ["openssl", "s_server", "-accept", "127.0.0.1:0", "-HTTP", "-cert", certificate, "-key", made.key]
            + arguments
        let output = try spawning {
            let output = Pipe()
            process.standardInput = input
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            try process.run()
            return output
        }
        // The server prints "ACCEPT 127.0.0.1:40001" once it listens.
        var said = ""
        while !said.contains("\n") || !said.contains("ACCEPT") {
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else { throw CocoaError(.fileReadUnknown) }
            said += String(decoding: data, as: UTF8.self)
        }
        let port = said.split(whereSeparator: \.isNewline).first { $0.hasPrefix("ACCEPT") }?.split(separator: ":").last
        url = "https://127.0.0.1:\(port ?? "0")/answer"
    }

    deinit {
        // The child inherits the signals blocked in the thread that started it, including SIGTERM.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
