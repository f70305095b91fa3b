package import CommandLine
internal import Datastream
internal import System

extension OperatorSession {
    /// `backfill wait`.
    package func wait() async throws(CommandFailure) -> ExitCode {
        let selector = request.selector
        let operands = request.operands
        if operands.contains(where: ResourceScope.isObject) {
            guard selector.isEmpty else {
                throw .usage("--table chooses among the objects of a stream, not among named objects")
            }
            let names = try names(operands)
            return try await wait(for: .objects(names), WaitBoard(expecting: names))
        }
        guard operands.count == 1 else { throw .usage("give one stream, or objects by name") }
        let stream = try scope.stream(operands[0])
        return try await wait(for: .stream(stream, tables: selector.tables), WaitBoard(countsAll: false))
    }

    /// Waits for the jobs of a command if `--wait` was given.
    func waitIfWanted(_ run: BulkRun, _ action: BackfillAction) async throws(CommandFailure) -> ExitCode {
        guard request.awaitsEnd, !Task.isCancelled else { return .success }
        let commanded = run.results.compactMap { result -> Target? in
            switch result.outcome {
            case .done, .seenDone: result.target
            default: nil
            }
        }
        guard !commanded.isEmpty else { return .success }
        let goal: WaitBoard.Goal = if case .stop = action { .stopped } else { .completed }
        return try await wait(for: .objects(commanded.map(\.name)), WaitBoard(goal, before: commanded))
    }

    private func wait(
        for scope: BackfillOperator.Scope, _ board: WaitBoard
    ) async throws(CommandFailure) -> ExitCode {
        let start = clock.uptime()
        let about = Self.about(scope)
        var board = board
        let end = await backfills.wait(for: scope, on: &board, every: request.interval) { news, board in
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

    /// The streams whose jobs a wait is for.
    private static func about(_ scope: BackfillOperator.Scope) -> String {
        switch scope {
        case .stream(let stream, _): "\(stream)"
        case .objects(let names): streams(of: names)
        }
    }

    /// Reports the end of a job: a success on standard output, anything else on standard error.
    private func tell(_ ended: WaitBoard.Ended) {
        if run.isJSON {
            progress.write(WaitText.json(ended))
        } else if ended.exitCode > .success {
            progress.note(WaitText.line(ended, columns: console.noteColumns()))
        } else {
            progress.write(WaitText.line(ended, columns: console.columns()))
        }
    }

    private func conclude(
        _ end: BackfillOperator.WaitEnd, _ board: WaitBoard, _ scope: BackfillOperator.Scope
    ) throws(CommandFailure) -> ExitCode {
        let status = "\(WaitText.conclusion(board)) (\(Self.about(scope)))"
        switch end {
        case .over:
            if case .stream(let stream, let tables) = scope, !tables.isEmpty, board.seen == 0 {
                throw CommandFailure(.notFound, "no object of \(stream) matches --table")
            }
            progress.note("\(status)\n")
            return board.exitCode
        case .interrupted:
            if run.isJSON { for target in board.waiting { progress.write(WaitText.json(left: target)) } }
            let why = run.isTimeUp ? "the time is up" : "interrupted"
            progress.note("\(WaitText.left(board.waiting, columns: console.noteColumns()))\(status); \(why)\n")
            return max(board.exitCode, .runtimeFailure)
        case .failed(let problem): throw problem
        }
    }
}
