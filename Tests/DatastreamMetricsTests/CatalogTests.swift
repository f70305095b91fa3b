import Exposition
import Foundation
import Testing

@testable import DatastreamMetrics

struct CatalogTests {
    /// Rows of `metrics.tsv` that no code writes yet; remove a family from this set when it is built.
    private static let notBuilt: Set<String> = []

    @Test func `the catalog matches the table of metrics, except those that are not built`() throws {
        let promised = try Self.promised()
        let names = Catalog.families.map(\.name)
        #expect(Set(promised.map(\.name)).subtracting(names) == Self.notBuilt)
        #expect(Set(names).isSubset(of: promised.map(\.name)))
        for family in Catalog.families {
            #expect(promised.first { $0.name == family.name } == family)
        }
    }

    @Test func `the opt-in families are those that the table marks`() throws {
        let marked = try Self.rows().filter { $0[3] == "--objects.extra" }.map { $0[0] }
        #expect(Set(ObjectOptions.extraFamilies) == Set(marked).subtracting(Self.notBuilt))
    }

    @Test(arguments: Catalog.families)
    func `family names follow Prometheus' rules`(family: MetricFamily) {
        let name = family.name
        let parts = name.split(separator: "_", omittingEmptySubsequences: false)
        #expect(parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { ("a"..."z").contains($0) } }, "snake_case")
        #expect(["datastream", "process"].contains(parts.first), "the prefix of its kind")
        #expect((family.type == .counter) == name.hasSuffix("_total"), "counters end in _total, and nothing else does")
        for suffix in ["_count", "_sum", "_bucket", "_created", "_gauge", "_counter", "_histogram"] {
            #expect(!name.hasSuffix(suffix), "a suffix that the format or the type owns")
        }
        for unit in ["milliseconds", "minutes", "hours", "days", "kilobytes", "megabytes", "ms", "sec", "percent"] {
            #expect(!parts.contains(Substring(unit)), "base units only")
        }
        if parts.contains("timestamp") { #expect(name.hasSuffix("_timestamp_seconds")) }
        for quantity in ["duration", "interval", "latency", "time"] where parts.contains(Substring(quantity)) {
            #expect(name.hasSuffix("_seconds"), "a time has its unit")
        }
        if parts.contains("bytes") { #expect(name.hasSuffix("_bytes") || name.hasSuffix("_bytes_total")) }
    }

    @Test(arguments: Catalog.families)
    func `each family has help and valid labels`(family: MetricFamily) {
        #expect(!family.help.isEmpty)
        #expect(family.help == family.help.trimmingCharacters(in: .whitespacesAndNewlines))
        #expect(!family.help.contains { $0.isNewline || $0 == "|" })
        #expect(family.help.last == ".")
        #expect(Set(family.labels).count == family.labels.count)
        for label in family.labels {
            #expect(
                label.utf8.allSatisfy {
                    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "_")
                })
            #expect(!label.hasPrefix("_"))
            #expect(
                !["le", "quantile", "job", "instance", "project_id", "location", "namespace", "cluster"].contains(label)
            )
        }
    }

    @Test func `names are unique`() {
        #expect(Set(Catalog.families.map(\.name)).count == Catalog.families.count)
    }

    @Test func `in OpenMetrics no two families share a sample name`() throws {
        var taken: Set<String> = []
        for family in try Self.promised() {
            let suffixes: [String] =
                switch family.type {
                case .gauge: [""]
                case .counter: ["", "_total", "_created"]
                case .histogram: ["", "_bucket", "_sum", "_count", "_created"]
                }
            for suffix in suffixes {
                let name = family.name(in: .openMetrics) + suffix
                #expect(taken.insert(name).inserted, "\(name)")
            }
        }
    }

    @Test func `the Markdown table has one row per family`() throws {
        let lines = Catalog.markdown.split(separator: "\n")
        #expect(lines.count == Catalog.families.count + 2)
        #expect(lines.first == "| metric | type | labels | meaning |")
        #expect(
            lines.dropFirst(2).first
                == "| `datastream_up` | gauge | `gcp_project`, `gcp_location` | Whether the last poll of this project and location succeeded for every selected stream (1) or not (0). |"
        )
        for line in lines { #expect(line.split(separator: "|", omittingEmptySubsequences: false).count == 6) }
    }

    /// The families in the table next to this file.
    private static func promised() throws -> [MetricFamily] {
        try rows().map { row in
            MetricFamily(
                name: row[0], type: try #require(MetricType(rawValue: row[1])), help: row[5],
                labels: row[2].split(separator: ",").map(String.init))
        }
    }

    /// The rows of the table: name, type, labels, default, series, help.
    private static func rows() throws -> [[String]] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "metrics.tsv")
        let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst().map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        try #require(rows.allSatisfy { $0.count == 6 })
        return Array(rows)
    }
}
