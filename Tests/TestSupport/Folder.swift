package import Foundation

/// A test's own folder, which is removed together with its owner.
package final class Folder: Sendable {
    package let url: URL

    /// Creates the folder; use one in memory for files that are written and synced often.
    package init(inMemory: Bool = false) throws {
        let memory = URL(filePath: "/dev/shm")
        let base = inMemory && access(memory.path, W_OK) == 0 ? memory : FileManager.default.temporaryDirectory
        url = base.appending(path: "datastream-exporter-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// The path of the folder.
    package var path: String { url.path }

    /// The path of a file in it.
    package func path(_ name: String) -> String { url.appending(path: name).path }

    /// Writes a file and returns its path.
    @discardableResult
    package func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> String {
        let path = path(name)
        try FileManager.default.createDirectory(
            at: URL(filePath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(filePath: path), options: .atomic)
        return path
    }

    /// Writes a text file and returns its path.
    @discardableResult
    package func write(_ name: String, _ text: String) throws -> String { try write(text.utf8, to: name) }

    /// The text of a file.
    package func text(of name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

    /// Makes a key and a self-signed certificate for subject alternative names such as `DNS:localhost`.
    package func selfSignedCertificate(
        _ name: String, for names: String, days: Int = 30
    ) throws -> (certificate: String, key: String) {
        try selfSignedCertificate(name, extension: "subjectAltName=\(names)", days: days)
    }

    /// Makes a key and a self-signed certificate with an extension: `NAME.crt` and `NAME.key`.
    @discardableResult
    package func selfSignedCertificate(
        _ name: String, extension text: String, days: Int = 30
    ) throws -> (certificate: String, key: String) {
        let (certificate, key) = (path("\(name).crt"), path("\(name).key"))
        let made = try output(
            of: ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
                + ["-days", "\(days)", "-subj", "/CN=\(name)", "-addext", text, "-keyout", key, "-out", certificate])
        guard made.code == 0 else { throw ProgramFailure(output: made) }
        return (certificate, key)
    }
}
