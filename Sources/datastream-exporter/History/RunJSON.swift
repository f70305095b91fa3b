internal import CommandLine
internal import Datastream
internal import Ledger
internal import Notation

/// Finished runs as JSON, one object per line.
enum RunJSON {
    /// The runs in the given order; unknown values are null.
    static func text(_ lines: [RunLine]) -> String { lines.map { json($0).text + "\n" }.joined() }

    /// Why there are no runs to show.
    static func text(of problem: String, _ code: ExitCode) -> String {
        JSON.members(["error": .string(problem), "exitCode": .number(Int64(code.rawValue))]).text + "\n"
    }

    private static func json(_ line: RunLine) -> JSON {
        let run = line.run
        func known(_ time: Timestamp?) -> JSON { time.map { .string($0.description) } ?? .null }
        return .members([
            "durationSeconds": line.duration.map { .real($0.seconds) } ?? JSON.null, "end": known(run.end),
            "object": .string(run.label), "objectId": .string(run.objectID), "partial": .boolean(run.isPartial),
            "reasons": .array(run.reasons.map(JSON.string)), "result": .string(run.result.rawValue),
            "seenAt": known(run.seenAt), "start": known(run.start), "stream": .string(line.stream.description),
            "trigger": .string(run.trigger.rawValue),
        ])
    }
}
