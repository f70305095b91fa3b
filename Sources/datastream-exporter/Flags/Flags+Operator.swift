internal import CommandLine
internal import Datastream
internal import Operating

/// The flags of the operator commands.
extension Flags {
    /// The flags of every command that calls the API once.
    static let operating: [any AnyFlag] =
        [
            projects.with(
                help:
                    "Project of short names; names of other projects are refused. By default GOOGLE_CLOUD_PROJECT or "
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
        "Only objects whose name matches, such as 'sales.*' or public.orders; * is any text, ? any character.",
        parse: ValueReaders.glob)
    static let lookupTable = Flag(
        "table", "SCHEMA.TABLE", "Name of the object at its source; not a pattern.", parse: ValueReaders.text)
    static let lookupSchema = Flag(
        "schema", "NAME", "Schema or database of the object; --table is then the table alone.", parse: ValueReaders.text
    )
    static let sourceType = Flag(
        "source-type", "KIND", "Kind of source; by default read from the stream.",
        completion: .words(SourceObject.kinds.map(\.type)), parse: ValueReaders.sourceKind)
    static let errorsOnly = Flag.switch("errors", "Only objects with errors, each with its errors in full.")
    static let json = Flag.switch("json", "Write JSON, one value per line.")
    static let whereClause = Flag(
        "where", "CLAUSE", "Load only the rows that this SQL condition selects; sent as eventFilter.",
        parse: ValueReaders.text)
    static let dryRun = Flag.switch("dry-run", "Show what would be done, and change nothing.")
    static let yes = Flag.switch("yes", "Do not ask for confirmation.")
    static let ifNotRunning = Flag.switch(
        "if-not-running", "An object whose backfill is already running is not a failure.")
    static let ifRunning = Flag.switch("if-running", "An object whose backfill is not running is not a failure.")
    static let includeStopped = Flag.switch("include-stopped", "Also restart objects that are STOPPED.")
    static let endedBefore = Flag(
        "ended-before", "DURATION", "Leave alone what ended less than this ago; without a known end, the start counts.",
        parse: ValueReaders.duration)
    static let maximumActive = Flag(
        "max-active", "COUNT", default: "10",
        "Most backfills of the stream that wait or run at a time, including those others started.",
        parse: ValueReaders.positiveCount)
    static let awaitEnd = Flag.switch("wait", "Wait until what was started or stopped has ended.")
    static let timeout = Flag(
        "timeout", "DURATION", "Longest time that the command may take; by default unlimited.",
        parse: ValueReaders.duration)
}

extension ValueReaders {
    static func glob(_ text: String) throws(ValueProblem) -> Glob {
        try require(Glob(text), text, "is not a pattern such as 'sales.*'")
    }

    static func backfillState(_ text: String) throws(ValueProblem) -> BackfillState {
        try require(
            BackfillState(rawValue: text.uppercased()), text, notOne(of: BackfillState.allCases.map(\.rawValue)))
    }

    static func sourceKind(_ text: String) throws(ValueProblem) -> String {
        let kinds = SourceObject.kinds.map(\.type)
        try require(kinds.contains(text), text, notOne(of: kinds))
        return text
    }
}
