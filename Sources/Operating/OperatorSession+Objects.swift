package import CommandLine
internal import Datastream
internal import Glibc
internal import Notation
internal import System

extension OperatorSession {
    /// `objects list`: lists the objects of a stream, page by page.
    package func list() async throws(CommandFailure) -> ExitCode {
        let stream = try scope.stream(operand)
        var listing = ObjectListing(stream, request.selector, isJSON: run.isJSON, columns: console.columns())
        do throws(CommandFailure) {
            _ = try await client.objects(of: stream) { page in
                progress.write(listing.add(page))
                // If the reader has closed the pipe, as head does, or the disk is full, further output is pointless.
                if progress.outcome != .written { _exit(run.finished(.success).rawValue) }
            }
        } catch {
            if listing.count == 0 { throw error }
            throw CommandFailure(error.cause, "\(error.text); the list above is incomplete")
        }
        // A pattern that matches no name is most likely a mistake. That no object is in some state is a valid answer.
        if !request.selector.tables.isEmpty, !listing.hasNamed { throw CommandFailure(.notFound, listing.emptiness) }
        if listing.count == 0 { say(listing.emptiness) }
        return .success
    }

    private func show(_ target: Target) -> ExitCode {
        progress.write(
            run.isJSON ? JSON(target).text + "\n" : ObjectDetail.text(of: target, columns: console.columns()))
        return .success
    }

    /// `objects get`: shows everything known about an object.
    package func show() async throws(CommandFailure) -> ExitCode {
        show(try await client.object(try scope.object(operand)))
    }

    /// `objects lookup`: finds the object for a table of the source; asks for missing parts.
    ///
    /// The table may include its schema. Without a `type`, the kind of source is read from the stream.
    package func lookup(
        table: String?, schema: String?, type: String?
    ) async throws(CommandFailure) -> ExitCode {
        let stream = try scope.stream(operand)
        let source = try await source(in: stream, table, schema, type)
        return show(try await client.lookup(source, in: stream))
    }

    private func source(
        in stream: StreamName, _ table: String?, _ schema: String?, _ type: String?
    ) async throws(CommandFailure) -> SourceObject {
        guard let table = try await orAsked(table, "table, as in SCHEMA.TABLE") else {
            throw .usage("--table: required, the name of the object at its source")
        }
        let kind = if let type { type } else { try await client.sourceType(of: stream) }
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

    /// The only operand of these commands.
    private var operand: String { request.operands.first ?? "" }
}
