internal import CommandLine
internal import DatastreamMetrics
internal import Exposition
internal import Notation

extension Command {
    /// `catalog`: every metric.
    static let catalog = Command(
        "catalog", "List every metric with its type, labels and meaning.", flags: [Flags.catalogFormat]
    ) { values, _ throws(CommandFailure) in
        switch try values.value(Flags.catalogFormat) {
        case .markdown: try Program.printed(Catalog.markdown)
        case .json: try Program.printed(catalogJSON)
        }
    }

    private static var catalogJSON: String {
        let families = Catalog.families.map { family in
            JSON.members([
                "name": .string(family.name), "type": .string(family.type.rawValue),
                "labels": .array(family.labels.map(JSON.string)), "help": .string(family.help),
            ])
        }
        return JSON.array(families).text(.pretty) + "\n"
    }
}
