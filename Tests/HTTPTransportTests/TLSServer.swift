import Foundation

/// `openssl s_server` on loopback with a certificate of its own making.
final class TLSServer {
    /// The file of the server's certificate.
    let certificate: String
    let url: String
    private let folder: URL
    private let process = Process()
    private let input = Pipe()

    /// Makes a certificate for a name and starts the server.
    init(
        name: String = "IP:127.0.0.1", arguments: [String] = [], answering bytes: [UInt8] = answer(body: "{}")
    ) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "transport-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        certificate = folder.appending(path: "certificate.pem").path
        let key = folder.appending(path: "key.pem").path
        let maker = Process()
        maker.executableURL = URL(filePath: "/usr/bin/env")
        maker.arguments =
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=test".split(
                separator: " "
            )
            .map(String.init) + ["-addext", "subjectAltName=\(name)", "-keyout", key, "-out", certificate]
        maker.standardError = FileHandle.nullDevice
        try maker.run()
        maker.waitUntilExit()

        // With -HTTP it sends this file as it is.
        try Data(bytes).write(to: folder.appending(path: "answer"))
        process.currentDirectoryURL = folder
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            ["openssl", "s_server", "-accept", "127.0.0.1:0", "-HTTP", "-cert", certificate, "-key", key] + arguments
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        // It says "ACCEPT 127.0.0.1:40001" when it listens.
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
        // The child inherits the blocked signals of the thread that started it, SIGTERM among them.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }
}
