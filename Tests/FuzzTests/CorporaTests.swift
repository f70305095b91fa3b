import Foundation
import Testing

/// The files of the corpora, which libFuzzer starts from, as quick tests.
///
/// An input that once made a target fail is kept as a file here once the bug is fixed.
@Suite struct CorporaTests {
    private static let corpora = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Corpora")

    private static func files(of target: String) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(
            at: corpora.appending(path: target), includingPropertiesForKeys: nil
        ).sorted { $0.path < $1.path }
    }

    @Test(arguments: FuzzTarget.all.map(\.name))
    func `a target survives every input in its corpus`(name: String) throws {
        let target = try #require(FuzzTarget.all.first { $0.name == name })
        for file in try Self.files(of: name) {
            let bytes = [UInt8](try Data(contentsOf: file))
            #expect(throws: Never.self, "\(name)/\(file.lastPathComponent)") { try target.run(bytes) }
        }
    }

    @Test func `every target has a corpus, and every corpus a target`() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.corpora.path)
        #expect(folders.sorted() == FuzzTarget.all.map(\.name).sorted())
    }

    @Test(arguments: FuzzTarget.all.map(\.name))
    func `a corpus is small`(name: String) throws {
        let files = try Self.files(of: name)
        #expect((3...60).contains(files.count))
        for file in files {
            #expect(try Data(contentsOf: file).count <= 4_096, "\(name)/\(file.lastPathComponent)")
        }
    }
}
