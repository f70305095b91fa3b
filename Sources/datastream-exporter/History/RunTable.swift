internal import Datastream
internal import Ledger
internal import Notation

/// Finished runs as a table for people.
enum RunTable {
    private static let head = [
        "END", "STREAM", "OBJECT", "TRIGGER", "RESULT", "START", "DURATION", "PARTIAL", "REASONS",
    ]

    /// The runs in the given order, one per line, below a header line.
    static func text(_ lines: [RunLine]) -> String {
        let shared = sharedIDs(lines)
        let rows = [head] + lines.map { cells(of: $0, isShared: shared.contains($0.stream.stream)) }
        let widths = head.indices.map { column in rows.map { VisibleText.width($0[column]) }.max() ?? 0 }
        return rows.map { row in
            var line = zip(row, widths).dropLast().map { cell, width in
                VisibleText.padded(cell, to: width) + "  "
            }.joined()
            line += row.last ?? ""
            return line + "\n"
        }.joined()
    }

    /// IDs that streams in several projects or locations share.
    private static func sharedIDs(_ lines: [RunLine]) -> Set<String> {
        var names: [String: StreamName] = [:]
        var shared: Set<String> = []
        for name in Set(lines.map(\.stream)) where names.updateValue(name, forKey: name.stream) != nil {
            shared.insert(name.stream)
        }
        return shared
    }

    private static func cells(of line: RunLine, isShared: Bool) -> [String] {
        let run = line.run
        return [
            moment(run.end), shown(isShared ? line.stream.description : line.stream.stream), shown(run.label),
            run.trigger.rawValue, run.result.rawValue, moment(run.start),
            line.duration.map(PrometheusDuration.text) ?? "-", run.isPartial ? "yes" : "no",
            run.reasons.isEmpty ? "-" : shown(run.reasons.joined(separator: ", ")),
        ]
    }

    /// To the second: people compare no finer than that.
    private static func moment(_ timestamp: Timestamp?) -> String {
        timestamp.map { Timestamp(seconds: $0.seconds).description } ?? "-"
    }

    /// A text from the API on one line, with the characters escaped that a terminal would obey.
    private static func shown(_ text: String) -> String { text.isEmpty ? "-" : VisibleText.escaped(text) }
}
