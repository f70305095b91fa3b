import CommandLine
import DatastreamMetrics
import Foundation
import TestSupport
import Testing

@testable import datastream_exporter

/// Tables of the documentation come from the code: set `RECORD_DOCUMENTATION=1` to rewrite them.
@Suite struct DocumentationTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let folder = root.appending(path: "Sources/datastream-exporter/Documentation.docc")

    private static func text(_ url: URL) throws -> String { try String(contentsOf: url, encoding: .utf8) }

    @Test(arguments: [
        ("Flags.md", "flags", CommandTable.program.flagsInMarkdown), ("Metrics.md", "metrics", Catalog.markdown),
    ])
    func `the tables of flags and metrics match the code`(page: String, mark: String, table: String) throws {
        let url = Self.folder.appending(path: page)
        let text = try Self.text(url)
        let begin = try #require(text.range(of: "<!-- \(mark): begin -->\n"))
        let end = try #require(text.range(of: "<!-- \(mark): end -->"))
        let expected = text[..<begin.upperBound] + table + text[end.lowerBound...]
        if ProcessInfo.processInfo.environment["RECORD_DOCUMENTATION"] == "1" {
            try expected.write(to: url, atomically: true, encoding: .utf8)
        } else {
            #expect(text == expected, "run RECORD_DOCUMENTATION=1 swift test --filter DocumentationTests")
        }
    }

    @Test func `the README is short`() throws {
        #expect(try Self.text(Self.root.appending(path: "README.md")).utf8.count <= 15_000)
    }

    @Test func `the index names every page, and every page has a title`() throws {
        let index = try Self.text(Self.folder.appending(path: "Documentation.md"))
        let pages = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
            .filter { $0.hasSuffix(".md") && $0 != "Documentation.md" }
        #expect(!pages.isEmpty)
        for page in pages {
            #expect(index.contains("<doc:\(page.dropLast(3))>"), "\(page) is not in the index")
            #expect(try Self.text(Self.folder.appending(path: page)).hasPrefix("# "), "\(page) has no title")
        }
    }

    /// Links to files, from the README, the deployment's pages and all pages of the documentation.
    @Test func `every link to a file has a target`() throws {
        let pages = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
            .filter { $0.hasSuffix(".md") }.map { Self.folder.appending(path: $0) }
        let others = ["README.md", "CHANGELOG.md", "deploy/README.md", "deploy/runbook.md"]
            .map { Self.root.appending(path: $0) }
        for page in pages + others {
            for match in try Self.text(page).matches(of: /\]\(([^)#:\s]+)(#[^)]*)?\)/) {
                let target = page.deletingLastPathComponent().appending(path: String(match.1))
                #expect(FileManager.default.fileExists(atPath: target.path), "\(page.lastPathComponent): \(match.1)")
            }
            for match in try Self.text(page).matches(of: /<doc:([A-Za-z]+)>/) {
                let target = Self.folder.appending(path: "\(match.1).md")
                #expect(FileManager.default.fileExists(atPath: target.path), "\(page.lastPathComponent): \(match.1)")
            }
        }
    }
}
