internal import CommandLine
internal import Datastream
internal import Glibc
internal import Notation
internal import Operating
internal import System

extension Command {
    /// `objects list`: the objects of a stream, as their pages come.
    static let objectsList = Command(
        "objects list", "List the objects of a stream and how their backfills stand.",
        operands: Operands("STREAM"), notes: OperatorNotes.names,
        flags: [Flags.objectStateNames, Flags.tables, Flags.errorsOnly, Flags.json] + Flags.operating
    ) { values, environment throws(CommandFailure) in
        try await OperatorSession.run(values, environment) { session throws(CommandFailure) in
            let stream = try session.scope.stream(values.operands[0])
            return try await session.list(stream)
        }
    }

    /// `objects get`: all that is known of an object.
    static let objectsGet = Command(
        "objects get", "Show an object with its errors in full.",
        operands: Operands("OBJECT"), notes: OperatorNotes.names,
        flags: [Flags.json] + Flags.operating
    ) { values, environment throws(CommandFailure) in
        try await OperatorSession.run(values, environment) { session throws(CommandFailure) in
            let name = try session.scope.object(values.operands[0])
            return session.show(
                try await call { () async throws(CallProblem) in try await session.client.object(name) })
        }
    }

    /// `objects lookup`: the object that a table of the source has become.
    static let objectsLookup = Command(
        "objects lookup", "Find an object by what it is at its source, and show it.",
        operands: Operands("STREAM --table SCHEMA.TABLE"),
        notes: OperatorNotes.names,
        flags: [Flags.lookupTable, Flags.lookupSchema, Flags.sourceType, Flags.json] + Flags.operating
    ) { values, environment throws(CommandFailure) in
        try await OperatorSession.run(values, environment) { session throws(CommandFailure) in
            let stream = try session.scope.stream(values.operands[0])
            let source = try await session.source(in: stream)
            return session.show(
                try await call { () async throws(CallProblem) in
                    try await session.client.lookup(source, in: stream)
                })
        }
    }
}

extension OperatorSession {
    /// The objects that the flags choose.
    func selector(withStates: Bool = true) throws(CommandFailure) -> ObjectSelector {
        ObjectSelector(
            tables: try values.all(Flags.tables),
            states: withStates ? Set(try values.all(Flags.objectStateNames)) : [])
    }

    fileprivate func list(_ stream: StreamName) async throws(CommandFailure) -> Severity {
        var selector = try selector()
        selector.hasErrors = try values.value(Flags.errorsOnly)
        var listing = ObjectListing(stream, selector, isJSON: run.isJSON, columns: console.columns())
        do throws(CallProblem) {
            _ = try await client.objects(of: stream) { page in
                progress.write(listing.add(page))
                // A reader that went away, as head does, wants no more; a disk that is full takes no more.
                if progress.outcome != .written { exit(run.finished(.success).rawValue) }
            }
        } catch {
            throw CommandFailure(
                listing.count == 0
                    ? error : CallProblem(error.severity, "\(error.text); the list above is not whole"))
        }
        // A pattern that names nothing is most likely a mistake; that nothing is in some state is an answer.
        if !selector.tables.isEmpty, !listing.hasNamed { throw CommandFailure(.denied, listing.emptiness) }
        if listing.count == 0 { say(listing.emptiness) }
        return .none
    }

    fileprivate func show(_ target: Target) -> Severity {
        progress.write(
            run.isJSON ? JSON(target).text + "\n" : ObjectDetail.text(of: target, columns: console.columns()))
        return .none
    }

    /// What the flags say an object is at its source; what is missing is asked for.
    fileprivate func source(in stream: StreamName) async throws(CommandFailure) -> SourceObject {
        let schema = try values.optional(Flags.lookupSchema)
        guard
            let table = try await orAsked(
                try values.optional(Flags.lookupTable), "table, as in SCHEMA.TABLE")
        else {
            throw .usage("--table: required, the name of the object at its source")
        }
        let kind =
            if let type = try values.optional(Flags.sourceType) { type } else {
                try await call { () async throws(CallProblem) in try await client.sourceType(of: stream) }
            }
        do throws(SourceObject.Gap) {
            return try SourceObject(parsing: table, namespace: schema, type: kind)
        } catch {
            switch error {
            case .kind(let kind):
                let named = kind.isEmpty ? "an unknown source" : "a source of the kind \(VisibleText.escaped(kind))"
                throw .usage("objects of \(named) cannot be looked up; find them by objects list --table")
            case .namespace(let field):
                guard let schema = try await orAsked(nil, "\(field) of \(VisibleText.escaped(table))") else {
                    throw .usage(
                        "--table: the \(field) is missing: an object of \(kind) is named "
                            + "\(field.uppercased()).TABLE, or give --schema")
                }
                return SourceObject(type: kind, namespace: schema, table: table)
            }
        }
    }

    private func orAsked(_ value: String?, _ question: String) async throws(CommandFailure) -> String? {
        if let value { return value }
        return await console.ask("\(question): ").flatMap { $0.isEmpty ? nil : $0 }
    }
}
