internal import DatastreamMetrics
internal import Exposition
internal import FoundationEssentials

/// How the list of metrics is written.
enum CatalogFormat: String, CaseIterable {
    case markdown, json
}

extension Command {
    /// `catalog`: every metric.
    static let catalog = Command(
        name: "catalog", summary: "List every metric with its type, labels and meaning.",
        flags: [Flags.catalogFormat]
    ) { values, _ in
        do throws(UsageError) {
            switch try values.value(Flags.catalogFormat) {
            case .markdown: return printed(Catalog.markdown)
            case .json: return printed(json)
            }
        } catch {
            return refused(error)
        }
    }

    /// A family as other programs read it.
    private struct Entry: Encodable {
        let name: String
        let type: String
        let labels: [String]
        let help: String
    }

    private static var json: String {
        let entries = Catalog.families.map {
            Entry(name: $0.name, type: $0.type.rawValue, labels: $0.labels, help: $0.help)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(entries) else { return "[]\n" }
        return String(decoding: data, as: UTF8.self) + "\n"
    }
}
