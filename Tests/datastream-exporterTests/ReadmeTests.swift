import DatastreamMetrics
import Foundation
import Testing

@testable import datastream_exporter

/// The tables of the README are made of the code: set `RECORD_README=1` to write them anew.
@Suite struct ReadmeTests {
    private static let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "README.md")

    /// The README with a table between its marks.
    private func readme(_ text: String, with table: String, at mark: String) throws -> String {
        let begin = try #require(text.range(of: "<!-- \(mark): begin -->\n"))
        let end = try #require(text.range(of: "<!-- \(mark): end -->"))
        return text[..<begin.upperBound] + table + text[end.lowerBound...]
    }

    @Test func `the tables of flags and metrics are the code's`() throws {
        let text = try String(contentsOf: Self.path, encoding: .utf8)
        let expected = try readme(
            try readme(text, with: Help.markdown, at: "flags"), with: Catalog.markdown, at: "metrics")
        if ProcessInfo.processInfo.environment["RECORD_README"] == "1" {
            try expected.write(to: Self.path, atomically: true, encoding: .utf8)
        } else {
            #expect(text == expected, "run RECORD_README=1 swift test --filter ReadmeTests")
        }
    }
}
