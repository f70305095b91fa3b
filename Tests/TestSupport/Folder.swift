package import Foundation

/// A folder of a test's own that is removed with its owner.
package final class Folder: Sendable {
    package let url: URL

    package init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "datastream-exporter-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// The path of the folder.
    package var path: String { url.path }

    /// The path of a file in it.
    package func path(_ name: String) -> String { url.appending(path: name).path }

    /// Writes a file and gives its path.
    @discardableResult
    package func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> String {
        let path = path(name)
        try FileManager.default.createDirectory(
            at: URL(filePath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(filePath: path), options: .atomic)
        return path
    }

    /// Writes a text file and gives its path.
    @discardableResult
    package func write(_ name: String, _ text: String) throws -> String { try write(text.utf8, to: name) }

    /// The text of a file.
    package func text(of name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }
}
