internal import Ledger
internal import LedgerStore

extension Command {
    /// `history`: the finished runs that a ledger's file remembers.
    static let history = Command(
        name: "history",
        summary: "List the backfill runs that ended, from the ledger's file; also while serve runs on it.",
        operands: Operands(placeholder: "--storage.path=FILE", minimum: 0, maximum: 0),
        notes: "--storage.path is required: it names the file that serve keeps its ledger in.",
        flags: [HistoryCommand.storagePath, Flags.historyStream, Flags.historyObject, Flags.json]
    ) { values, _ in
        do throws(UsageError) {
            let path = try values.value(HistoryCommand.storagePath)
            let selection = RunSelection(
                stream: try values.optional(Flags.historyStream), object: try values.optional(Flags.historyObject))
            let isJSON = try values.value(Flags.json)
            do throws(LedgerStoreError) {
                // All is read before anything is printed: a pager may hold up the printing, and a reader the writer.
                let lines = try LedgerReader.runs(path: path).flatMap { stream in
                    stream.runs.map { RunLine(stream: stream.name, run: $0) }
                }.filter(selection.includes).sorted(by: RunLine.isBefore)
                return printed(isJSON ? RunJSON.text(lines) : RunTable.text(lines))
            } catch {
                let code = refused(error)
                return isJSON ? printed(RunJSON.text(of: error.message, code), code) : code
            }
        } catch {
            return refused(error)
        }
    }
}

/// What is different about the flags of `history`.
enum HistoryCommand {
    static let storagePath = Flags.storagePath.with(
        help: "File that keeps the ledger, as serve was given it; required.")
}
