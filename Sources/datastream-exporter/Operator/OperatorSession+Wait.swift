internal import CommandLine
internal import Datastream
internal import Operating
internal import Polling
internal import Synchronization
internal import System

extension OperatorSession {
    /// `backfill wait`.
    func wait() async throws(CommandFailure) -> Severity {
        let selector = try selector(withStates: false)
        let operands = values.operands
        if operands.contains(where: ResourceScope.isObject) {
            guard selector.isEmpty else {
                throw .usage("--table chooses among the objects of a stream, not among named ones")
            }
            let names = try names(operands)
            return try await wait(for: .objects(names), WaitBoard(expecting: names))
        }
        guard operands.count == 1 else { throw .usage("one stream at a time, or objects by name") }
        let stream = try scope.stream(operands[0])
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
        let interval = try values.value(Flags.lookInterval)
        let start = clock.uptime()
        let about = Self.about(scope)
        var board = board
        let end = await backfills.wait(for: scope, on: &board, every: interval) { news, board in
            switch news {
            case .success(let ended):
                for one in ended { tell(one) }
                guard !board.isOver else { return }
                progress.show("\(WaitText.status(board.counts)) (\(about))", mark: board.counts.ended) { columns in
                    WaitText.bar(board.counts, elapsed: clock.uptime() - start, columns: columns)
                }
            case .failure(let problem): say(problem.text)
            }
        }
        return try conclude(end, board, scope)
    }

    /// The streams that a wait is about.
    private static func about(_ scope: BackfillOperator.Scope) -> String {
        switch scope {
        case .stream(let stream, _): "\(stream)"
        case .objects(let names): streams(of: names)
        }
    }

    /// Tells the end of a job: a good one on standard output, another on standard error.
    private func tell(_ ended: WaitBoard.Ended) {
        if run.isJSON {
            progress.write(WaitText.json(ended))
        } else if ended.severity > .none {
            progress.note(WaitText.line(ended, columns: console.noteColumns()))
        } else {
            progress.write(WaitText.line(ended, columns: console.columns()))
        }
    }

    private func conclude(
        _ end: BackfillOperator.WaitEnd, _ board: WaitBoard, _ scope: BackfillOperator.Scope
    ) throws(CommandFailure) -> Severity {
        let status = "\(WaitText.conclusion(board)) (\(Self.about(scope)))"
        switch end {
        case .over:
            if case .stream(let stream, let tables) = scope, !tables.isEmpty, board.seen == 0 {
                throw CommandFailure(CallProblem(.access, "no object of \(stream) matches --table"))
            }
            progress.note("\(status)\n")
            return board.severity
        case .interrupted:
            if run.isJSON { for target in board.waiting { progress.write(WaitText.json(left: target)) } }
            let why = run.isTimeUp ? "the time is up" : "interrupted"
            progress.note("\(WaitText.left(board.waiting, columns: console.noteColumns()))\(status); \(why)\n")
            return max(board.severity, .failure)
        case .failed(let problem): throw CommandFailure(problem)
        }
    }
}
