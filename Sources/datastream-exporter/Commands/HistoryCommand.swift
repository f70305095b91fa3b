internal import CommandLine
internal import Ledger
internal import LedgerStore

extension Command {
    private static let historyPath = Flags.storagePath.with(help: "Ledger file, as given to serve; required.")

    /// `history`: lists the finished runs stored in a ledger file.
    static let history = Command(
        "history", "List the backfill runs that ended, from the ledger file; also while serve uses it.",
        operands: Operands("--storage.path=FILE", minimum: 0, maximum: 0),
        notes: "--storage.path is required: the file in which serve keeps its ledger. Runs are kept nowhere else.",
        exitCodes: [.success, .runtimeFailure, .usage, .ledgerRefused],
        flags: [historyPath, Flags.historyStream, Flags.historyObject, Flags.json]
    ) { values, _ throws(CommandFailure) in
        let path = try values.value(historyPath)
        let selection = RunSelection(
            stream: try values.optional(Flags.historyStream), object: try values.optional(Flags.historyObject))
        let isJSON = try values.value(Flags.json)
        let lines: [RunLine]
        do throws(LedgerStoreError) {
            // Read everything before printing: a pager can block the output, and an open reader would block the writer.
            lines = try LedgerReader.runs(path: path).flatMap { stream in
                stream.runs.enumerated().map { RunLine(stream: stream.name, place: $0, run: $1) }
            }.filter(selection.includes).sorted(by: RunLine.isBefore)
        } catch {
            let failure = CommandFailure(error)
            if isJSON { _ = try Program.printed(RunJSON.text(of: error.message, failure.exitCode)) }
            throw failure
        }
        return try Program.printed(isJSON ? RunJSON.text(lines) : RunTable.text(lines))
    }
}
