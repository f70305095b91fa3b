internal import Datastream
internal import Operating
internal import Polling
internal import Synchronization

extension OperatorSession {
    /// `backfill wait`.
    func wait() async throws(CommandFailure) -> Severity {
        let selector = try selector(withStates: false)
        let operands = values.operands
        if operands.contains(where: ResourceScope.isObject) {
            guard selector.isEmpty else {
                throw .usage(UsageError("--table chooses among the objects of a stream, not among named ones"))
            }
            return try await wait(for: .objects(try names(operands)), WaitBoard())
        }
        guard operands.count == 1 else { throw .usage(UsageError("one stream at a time, or objects by name")) }
        let stream = try usage { () throws(UsageError) in try scope.stream(operands[0]) }
        return try await wait(for: .stream(stream, tables: selector.tables), WaitBoard(countsAll: false))
    }

    /// Waits for what a command brought about, where `--wait` says so.
    func waitIfWanted(_ run: BulkRun, _ action: BackfillAction) async throws(CommandFailure) -> Severity {
        guard try isOn(Flags.awaitEnd), !Task.isCancelled else { return .none }
        let commanded = run.results.compactMap { result -> Target? in
            switch result.outcome {
            case .done, .seenDone: result.target
            default: nil
            }
        }
        guard !commanded.isEmpty else { return .none }
        let goal: WaitBoard.Goal = if case .stop = action { .stopped } else { .completed }
        return try await wait(for: .objects(commanded.map(\.name)), WaitBoard(goal, before: commanded))
    }

    private func wait(
        for scope: BackfillOperator.Scope, _ board: WaitBoard
    ) async throws(CommandFailure) -> Severity {
        let options = try usage { () throws(UsageError) in
            BackfillOperator.WaitOptions(
                interval: try values.value(Flags.lookInterval), timeout: try values.optional(Flags.timeout))
        }
        let isJSON = try isOn(Flags.json)
        let start = clock.uptime()
        var board = board
        let end = await backfills.wait(for: scope, on: &board, options) { news, board in
            switch news {
            case .success(let ended):
                for one in ended {
                    progress.write(isJSON ? WaitText.json(one) : WaitText.line(one, columns: console.columns()))
                }
                guard !board.isOver else { return }
                progress.show(WaitText.status(board.counts), mark: board.counts.ended) { columns in
                    WaitText.bar(board.counts, elapsed: clock.uptime() - start, columns: columns)
                }
            case .failure(let problem): say(problem.text)
            }
        }
        return try conclude(end, board, scope)
    }

    private func conclude(
        _ end: BackfillOperator.WaitEnd, _ board: WaitBoard, _ scope: BackfillOperator.Scope
    ) throws(CommandFailure) -> Severity {
        let status = WaitText.conclusion(board)
        switch end {
        case .over:
            if case .stream(let stream, let tables) = scope, !tables.isEmpty, board.seen == 0 {
                throw .problem(CallProblem(.access, "no object of \(stream) matches --table"))
            }
            progress.note("\(status)\n")
            return board.severity
        case .timedOut:
            progress.note("\(WaitText.left(board.waiting, columns: console.noteColumns()))\(status); the time is up\n")
            return .unknown
        case .interrupted:
            progress.note("\(WaitText.left(board.waiting, columns: console.noteColumns()))\(status); interrupted\n")
            return max(board.severity, .failure)
        case .failed(let problem): throw .problem(problem)
        }
    }
}
