internal import Datastream
internal import FoundationEssentials
internal import Ledger
internal import Notation

/// Finished runs as JSON, an object a line.
enum RunJSON {
    /// The runs in their order; what is not known is null.
    static func text(_ lines: [RunLine]) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return lines.compactMap { line in
            (try? encoder.encode(Entry(line: line))).map { String(decoding: $0, as: UTF8.self) + "\n" }
        }.joined()
    }

    /// Why there are no runs to show.
    static func text(of problem: String, _ code: ExitCode) -> String {
        struct Problem: Encodable {
            let error: String
            let exitCode: Int32
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data = try? encoder.encode(Problem(error: problem, exitCode: code.rawValue))
        return data.map { String(decoding: $0, as: UTF8.self) + "\n" } ?? ""
    }

    /// A run as other programs read it.
    private struct Entry: Encodable {
        let line: RunLine

        private enum Keys: String, CodingKey {
            case stream, object, trigger, result, start, end, partial, reasons, seenAt
            case objectID = "objectId"
            case duration = "durationSeconds"
        }

        func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: Keys.self)
            let run = line.run
            try values.encode(line.stream.description, forKey: .stream)
            try values.encode(run.label, forKey: .object)
            try values.encode(run.objectID, forKey: .objectID)
            try values.encode(run.trigger.rawValue, forKey: .trigger)
            try values.encode(run.result.rawValue, forKey: .result)
            // Optional values that are encoded so are written as null.
            try values.encode(run.start?.description, forKey: .start)
            try values.encode(run.end?.description, forKey: .end)
            try values.encode(line.duration?.seconds, forKey: .duration)
            try values.encode(run.isPartial, forKey: .partial)
            try values.encode(run.reasons, forKey: .reasons)
            try values.encode(run.seenAt.description, forKey: .seenAt)
        }
    }
}
