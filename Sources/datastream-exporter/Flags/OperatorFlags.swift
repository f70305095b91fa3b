internal import CommandLine
internal import Datastream
internal import Operating

/// The flags of an operator's commands.
extension Flags {
    /// The flags of whatever talks to the API once.
    static let operating: [any AnyFlag] =
        [
            projects.with(
                help:
                    "Project of short names, and the only one whose names are taken; by default GOOGLE_CLOUD_PROJECT or "
                    + "GCLOUD_PROJECT."),
            locations.with(help: "Location of short names."),
        ] + access + [maximumRequests]
    static let lookInterval = Flag(
        "poll.interval", "DURATION", default: "10s", "Time from one look at the jobs to the next, at least 1s.",
        parse: ValueReaders.interval)
    static let objectStateNames = Flag(
        "state", "STATE", isRepeatable: true,
        "Only objects in this state: \(BackfillState.allCases.map(\.rawValue).joined(separator: ", ")).",
        completion: .words(BackfillState.allCases.map(\.rawValue)), parse: ValueReaders.backfillState)
    static let tables = Flag(
        "table", "GLOB", isRepeatable: true,
        "Only objects whose name matches, as in 'sales.*' or public.orders; * is any text, ? any character.",
        parse: ValueReaders.glob)
    static let lookupTable = Flag(
        "table", "SCHEMA.TABLE", "Name of the object at its source, without patterns.", parse: ValueReaders.text)
    static let lookupSchema = Flag(
        "schema", "NAME", "Schema or database of the object; --table is the table alone then.", parse: ValueReaders.text
    )
    static let sourceType = Flag(
        "source-type", "KIND", "Kind of the stream's source; by default the stream is asked.",
        completion: .words(SourceObject.kinds.map(\.type)), parse: ValueReaders.sourceKind)
    static let errorsOnly = Flag.switch("errors", "Only objects with errors, and below each its errors in full.")
    static let json = Flag.switch("json", "Write JSON, one value a line, instead of text for people.")
    static let whereClause = Flag(
        "where", "CLAUSE", "Load only the rows that this SQL condition selects; it goes to the API as eventFilter.",
        parse: ValueReaders.text)
    static let dryRun = Flag.switch("dry-run", "Say what would be done, and send nothing that changes anything.")
    static let yes = Flag.switch("yes", "Do not ask, however many objects it is about.")
    static let ifNotRunning = Flag.switch(
        "if-not-running", "Objects whose backfill runs already are no failure.")
    static let ifRunning = Flag.switch("if-running", "Objects whose backfill does not run are no failure.")
    static let includeStopped = Flag.switch("include-stopped", "Start objects again that are STOPPED, too.")
    static let endedBefore = Flag(
        "ended-before", "DURATION", "Leave alone what ended less than this ago; without a known end, the start counts.",
        parse: ValueReaders.duration)
    static let maximumActive = Flag(
        "max-active", "COUNT", default: "10",
        "Most backfills of the stream that wait or run at the same time, other people's among them.",
        parse: ValueReaders.positiveCount)
    static let awaitEnd = Flag.switch("wait", "Wait until what was started or stopped has come to its end.")
    static let timeout = Flag(
        "timeout", "DURATION", "Longest time that the command may take; by default as long as it takes.",
        parse: ValueReaders.duration)
}

extension ValueReaders {
    static func glob(_ text: String) throws(ValueProblem) -> Glob {
        guard let glob = Glob(text) else { throw ValueProblem("\(quoted(text)) is not a pattern such as 'sales.*'") }
        return glob
    }

    static func backfillState(_ text: String) throws(ValueProblem) -> BackfillState {
        guard let state = BackfillState(rawValue: text.uppercased()) else {
            throw ValueProblem(notOne(text, of: BackfillState.allCases.map(\.rawValue)))
        }
        return state
    }

    static func sourceKind(_ text: String) throws(ValueProblem) -> String {
        let kinds = SourceObject.kinds.map(\.type)
        guard kinds.contains(text) else { throw ValueProblem(notOne(text, of: kinds)) }
        return text
    }
}
