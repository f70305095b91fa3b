package import CommandLine
internal import Datastream
internal import Notation

extension OperatorSession {
    /// `backfill start` and `stop`.
    package func command(_ action: BackfillAction) async throws(CommandFailure) -> ExitCode {
        let choice = try await choose()
        let report = reporter(action, toleratesAlready: request.toleratesAlready)
        for missing in choice.missing { await report(missing) }
        if request.isDryRun { return await plan(choice, action, report) }
        try await confirm(action, choice.targets)
        let run = await backfills.run(action, on: choice.targets, report: report)
        let exitCode = conclude(choice.missing + run.results, action, toleratesAlready: request.toleratesAlready)
        return max(exitCode, try await waitIfWanted(run, action))
    }

    /// Shows what would be done.
    func plan(
        _ choice: Choice, _ action: BackfillAction, _ report: @Sendable (ActionResult) async -> Void
    ) async -> ExitCode {
        let planned = choice.targets.map { ActionResult($0, .planned) }
        for result in planned { await report(result) }
        let results = choice.missing + planned
        let about = Self.streams(of: results.map(\.target.name))
        progress.note("\(about): \(ActionText(action).summary(results).dropLast()); nothing was sent\n")
        return choice.missing.map { $0.outcome.exitCode(toleratesAlready: false) }.max() ?? .success
    }

    /// Writes each result as soon as it is known: successes to standard output, all others to standard error.
    func reporter(
        _ action: BackfillAction, toleratesAlready: Bool
    ) -> @Sendable (ActionResult) async -> Void {
        let text = ActionText(action, columns: console.columns())
        let note = ActionText(action, columns: console.noteColumns())
        return { result in
            if run.isJSON {
                progress.write(text.json(result))
            } else if result.outcome.exitCode(toleratesAlready: toleratesAlready) > .success {
                progress.note(note.line(result))
            } else if result.outcome != .notBegun {
                // Objects that were not begun are listed at the end.
                progress.write(text.line(result))
            }
        }
    }

    /// Summarises the results and names the objects that are not done.
    func conclude(
        _ results: [ActionResult], _ action: BackfillAction, toleratesAlready: Bool
    ) -> ExitCode {
        let text = ActionText(action, columns: console.noteColumns())
        if results.count > 1 || results.contains(where: { $0.outcome == .notBegun }) {
            let summary = text.summary(results).dropLast()
            let about = Self.streams(of: results.map(\.target.name))
            progress.note("\(text.notDone(results))\(about): \(summary)\(run.isTimeUp ? "; the time is up" : "")\n")
        }
        return results.map { $0.outcome.exitCode(toleratesAlready: toleratesAlready) }.max() ?? .success
    }

    /// Asks for confirmation before changing more than one object.
    func confirm(_ action: BackfillAction, _ targets: [Target]) async throws(CommandFailure) {
        guard targets.count > 1, !request.isConfirmed else { return }
        let about = Self.streams(of: targets.map(\.name))
        let some = targets.prefix(10).map { "  \($0.label)  \($0.object.backfillState.rawValue)\n" }.joined()
        let more = targets.count > 10 ? "  and \(targets.count - 10) more\n" : ""
        let part = if case .start(_?) = action { ", of the rows that --where selects," } else { "" }
        let whose = "\(targets.count) objects of \(about)"
        let question = "This will \(action.verb) the backfills\(part) of \(whose):\n\(some)\(more)"
        guard let answer = await console.ask("\(question)Go on? [y/N] ") else {
            if Task.isCancelled {
                say("\(about): nothing was done")
                throw CommandFailure(.other, "interrupted")
            }
            throw .usage(
                "this would \(action.verb) the backfills of \(whose): "
                    + "give --yes, or --dry-run to see which")
        }
        guard ["y", "yes"].contains(answer.lowercased()) else {
            throw .usage("\(about): declined, nothing was done")
        }
    }
}
