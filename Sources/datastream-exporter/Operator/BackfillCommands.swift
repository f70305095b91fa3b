internal import CommandLine
internal import Operating

extension Command {
    static let backfillStart = Command(
        operator: "backfill start", "Start backfills of named objects, or of those that a selector chooses.",
        operands: Operands("OBJECT...|STREAM", maximum: .max), notes: OperatorNotes.selecting,
        examples: ["backfill start orders/1a2b3c", "backfill start orders --table 'shop.*' --dry-run"],
        flags: [
            Flags.tables, Flags.objectStateNames, Flags.whereClause, Flags.ifNotRunning, Flags.dryRun, Flags.yes,
            Flags.awaitEnd, Flags.timeout, Flags.json, Flags.lookInterval,
        ]
    ) { session, values throws(CommandFailure) in
        try await session.command(.start(sqlWhereClause: try values.optional(Flags.whereClause)))
    }

    static let backfillStop = Command(
        operator: "backfill stop", "Stop backfills of named objects, or of those that a selector chooses.",
        operands: Operands("OBJECT...|STREAM", maximum: .max), notes: OperatorNotes.selecting,
        examples: ["backfill stop orders/1a2b3c", "backfill stop orders --state ACTIVE --yes --wait"],
        flags: [
            Flags.tables, Flags.objectStateNames, Flags.ifRunning, Flags.dryRun, Flags.yes, Flags.awaitEnd,
            Flags.timeout, Flags.json, Flags.lookInterval,
        ]
    ) { session, _ throws(CommandFailure) in try await session.command(.stop) }

    static let backfillRetry = Command(
        operator: "backfill retry", "Start every failed backfill of a stream again, a few at a time.",
        operands: Operands("STREAM"), notes: OperatorNotes.retrying,
        examples: ["backfill retry orders --dry-run", "backfill retry orders --yes --ended-before 30m"],
        flags: [
            Flags.includeStopped, Flags.tables, Flags.endedBefore, Flags.maximumActive, Flags.dryRun, Flags.yes,
            Flags.awaitEnd,
            Flags.timeout, Flags.json, Flags.lookInterval,
        ]
    ) { session, values throws(CommandFailure) in
        try await session.retry(
            includingStopped: try values.value(Flags.includeStopped),
            maximumActive: try values.value(Flags.maximumActive),
            endedBefore: try values.optional(Flags.endedBefore))
    }

    static let backfillWait = Command(
        operator: "backfill wait", "Wait until backfills have ended.",
        operands: Operands("STREAM|OBJECT...", maximum: .max), notes: OperatorNotes.waiting,
        examples: ["backfill wait orders --timeout 1h"],
        flags: [Flags.tables, Flags.timeout, Flags.json, Flags.lookInterval]
    ) { session, _ throws(CommandFailure) in try await session.wait() }
}
