internal import CommandLine
internal import Operating

extension Command {
    static let objectsList = Command(
        operator: "objects list", "List the objects of a stream and the state of their backfills.",
        operands: Operands("STREAM"), notes: OperatorNotes.names,
        examples: ["objects list orders --state FAILED", "objects list orders --errors --json"],
        flags: [Flags.objectStateNames, Flags.tables, Flags.errorsOnly, Flags.json]
    ) { session, _ throws(CommandFailure) in try await session.list() }

    static let objectsGet = Command(
        operator: "objects get", "Show an object with its errors in full.", operands: Operands("OBJECT"),
        notes: OperatorNotes.names, examples: ["objects get orders/1a2b3c"], flags: [Flags.json]
    ) { session, _ throws(CommandFailure) in try await session.show() }

    static let objectsLookup = Command(
        operator: "objects lookup", "Find an object by its name at the source, and show it.",
        operands: Operands("STREAM --table SCHEMA.TABLE"), notes: OperatorNotes.names,
        examples: ["objects lookup orders --table shop.customers"],
        flags: [Flags.lookupTable, Flags.lookupSchema, Flags.sourceType, Flags.json]
    ) { session, values throws(CommandFailure) in
        try await session.lookup(
            table: try values.optional(Flags.lookupTable), schema: try values.optional(Flags.lookupSchema),
            type: try values.optional(Flags.sourceType))
    }
}
