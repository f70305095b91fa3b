internal import CommandLine
internal import Datastream
internal import Notation
internal import Operating

extension Command {
    /// `backfill start`: starts jobs of named or chosen objects.
    static let backfillStart = Command(
        "backfill start", "Start backfills of objects, or of those that a selector chooses.",
        operands: Operands("OBJECT...|STREAM", maximum: .max), notes: OperatorNotes.selecting,
        flags: [
            Flags.tables, Flags.objectStateNames, Flags.whereClause, Flags.ifNotRunning, Flags.dryRun, Flags.yes,
            Flags.awaitEnd, Flags.timeout, Flags.json, Flags.lookInterval,
        ] + Flags.operating
    ) { values, environment throws(CommandFailure) in
        try await OperatorSession.run(values, environment) { session throws(CommandFailure) in
            let clause = try values.optional(Flags.whereClause)
            return try await session.command(.start(sqlWhereClause: clause), tolerating: Flags.ifNotRunning)
        }
    }

    /// `backfill stop`: stops jobs of named or chosen objects.
    static let backfillStop = Command(
        "backfill stop", "Stop backfills of objects, or of those that a selector chooses.",
        operands: Operands("OBJECT...|STREAM", maximum: .max), notes: OperatorNotes.selecting,
        flags: [
            Flags.tables, Flags.objectStateNames, Flags.ifRunning, Flags.dryRun, Flags.yes, Flags.awaitEnd,
            Flags.timeout, Flags.json, Flags.lookInterval,
        ] + Flags.operating
    ) { values, environment throws(CommandFailure) in
        try await OperatorSession.run(values, environment) { session throws(CommandFailure) in
            try await session.command(.stop, tolerating: Flags.ifRunning)
        }
    }

    /// `backfill retry`: starts everything of a stream again that failed.
    static let backfillRetry = Command(
        "backfill retry", "Start every failed backfill of a stream again, a few at a time.",
        operands: Operands("STREAM"), notes: OperatorNotes.retrying,
        flags: [
            Flags.includeStopped, Flags.tables, Flags.maximumActive, Flags.dryRun, Flags.yes, Flags.awaitEnd,
            Flags.timeout, Flags.json, Flags.lookInterval,
        ] + Flags.operating
    ) { values, environment throws(CommandFailure) in
        try await OperatorSession.run(values, environment) { session throws(CommandFailure) in
            let stream = try session.scope.stream(values.operands[0])
            return try await session.retry(stream)
        }
    }

    /// `backfill wait`: waits for the ends of jobs.
    static let backfillWait = Command(
        "backfill wait", "Wait until backfills have come to their end.",
        operands: Operands("STREAM|OBJECT...", maximum: .max), notes: OperatorNotes.waiting,
        flags: [Flags.tables, Flags.timeout, Flags.json, Flags.lookInterval] + Flags.operating
    ) { values, environment throws(CommandFailure) in
        try await OperatorSession.run(values, environment) { session throws(CommandFailure) in
            try await session.wait()
        }
    }
}

extension OperatorSession {
    /// Whether a switch is on.
    func isOn(_ flag: Flag<Bool>) throws(CommandFailure) -> Bool {
        try values.value(flag)
    }

    /// `backfill start` and `stop`.
    fileprivate func command(
        _ action: BackfillAction, tolerating tolerance: Flag<Bool>
    ) async throws(CommandFailure) -> Severity {
        let choice = try await choose()
        let tolerates = try isOn(tolerance)
        let report = reporter(action, toleratesAlready: tolerates)
        for missing in choice.missing { await report(missing) }
        if try isOn(Flags.dryRun) { return await plan(choice, action, report) }
        try await confirm(action, choice.targets)
        let run = await backfills.run(action, on: choice.targets, report: report)
        let severity = conclude(choice.missing + run.results, action, toleratesAlready: tolerates)
        return max(severity, try await waitIfWanted(run, action))
    }

    /// `backfill retry`.
    fileprivate func retry(_ stream: StreamName) async throws(CommandFailure) -> Severity {
        var selector = try selector(withStates: false)
        selector.states = try isOn(Flags.includeStopped) ? [.failed, .stopped] : [.failed]
        let listing = try await call { () async throws(CallProblem) in try await client.objects(of: stream) }
        guard listing.contains(where: { selector.names($0.object) }) || selector.tables.isEmpty else {
            throw CommandFailure(
                CallProblem(.access, "none of the \(listing.count) objects of \(stream) matches --table"))
        }
        let targets = Target.orderedByEnd(listing.filter { selector.selects($0.object) })
        // Where another operator was faster, the object is where it was meant to be.
        let report = reporter(.start(), toleratesAlready: true)
        guard !targets.isEmpty else {
            say(
                "nothing to start: no backfill of \(stream) is \(selector.states.contains(.stopped) ? "FAILED or STOPPED" : "FAILED")"
            )
            return .none
        }
        if try isOn(Flags.dryRun) { return await plan(Choice(targets: targets), .start(), report) }
        try await confirm(.start(), targets)
        let options = BackfillOperator.RetryOptions(
            maximumActive: try values.value(Flags.maximumActive), interval: try values.value(Flags.lookInterval),
            states: selector.states)
        let run = await backfills.retry(targets, of: stream, listing: listing, options, report: report) { news in
            switch news {
            case .success((let running, let left)):
                let text = "\(stream): \(running) backfills wait or run, \(left) are left to start"
                progress.show(text, mark: left) { VisibleText.cut(text, to: $0 - 1) }
            case .failure(let problem): if !Task.isCancelled { say(problem.text) }
            }
        }
        let severity = conclude(run.results, .start(), toleratesAlready: true)
        return max(severity, run.obstacle?.severity ?? .none, try await waitIfWanted(run, .start()))
    }

    /// Says what would be done.
    private func plan(
        _ choice: Choice, _ action: BackfillAction, _ report: @Sendable (ActionResult) async -> Void
    ) async -> Severity {
        let planned = choice.targets.map { ActionResult($0, .planned) }
        for result in planned { await report(result) }
        let results = choice.missing + planned
        let about = Self.streams(of: results.map(\.target.name))
        progress.note("\(about): \(ActionText(action).summary(results).dropLast()); nothing was sent\n")
        return choice.missing.map { $0.outcome.severity(toleratesAlready: false) }.max() ?? .none
    }

    /// Writes each result as soon as it is known: what was done to standard output, what was not to standard error.
    private func reporter(
        _ action: BackfillAction, toleratesAlready: Bool
    ) -> @Sendable (ActionResult) async -> Void {
        let text = ActionText(action, columns: console.columns())
        let note = ActionText(action, columns: console.noteColumns())
        return { result in
            if run.isJSON {
                progress.write(text.json(result))
            } else if result.outcome.severity(toleratesAlready: toleratesAlready) > .none {
                progress.note(note.line(result))
            } else if result.outcome != .notBegun {
                // The names of what was not begun stand at the end, all together.
                progress.write(text.line(result))
            }
        }
    }

    /// Says what all came to, and what is not done.
    private func conclude(
        _ results: [ActionResult], _ action: BackfillAction, toleratesAlready: Bool
    ) -> Severity {
        let text = ActionText(action, columns: console.noteColumns())
        if results.count > 1 || results.contains(where: { $0.outcome == .notBegun }) {
            let summary = text.summary(results).dropLast()
            let about = Self.streams(of: results.map(\.target.name))
            progress.note("\(text.notDone(results))\(about): \(summary)\(run.isTimeUp ? "; the time is up" : "")\n")
        }
        return results.map { $0.outcome.severity(toleratesAlready: toleratesAlready) }.max() ?? .none
    }

    /// Asks before more than one object is touched.
    private func confirm(_ action: BackfillAction, _ targets: [Target]) async throws(CommandFailure) {
        guard targets.count > 1, !(try isOn(Flags.yes)) else { return }
        let about = Self.streams(of: targets.map(\.name))
        let some = targets.prefix(10).map { "  \($0.label)  \($0.object.backfillState.rawValue)\n" }.joined()
        let more = targets.count > 10 ? "  and \(targets.count - 10) more\n" : ""
        let part = if case .start(_?) = action { ", of the rows that --where selects," } else { "" }
        let whose = "\(targets.count) objects of \(about)"
        let question = "This will \(action.verb) the backfills\(part) of \(whose):\n\(some)\(more)"
        guard let answer = await console.ask("\(question)Go on? [y/N] ") else {
            if Task.isCancelled {
                say("\(about): nothing was done")
                throw CommandFailure(CallProblem(.failure, "interrupted"))
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
