package import CommandLine
internal import Datastream
internal import Notation
internal import System

extension OperatorSession {
    /// `backfill retry`: restarts a stream's failed backfills, the earliest failure first.
    ///
    /// At most `maximumActive` backfills of the stream wait or run at the same time, whoever started them. Backfills
    /// that ended less than `age` ago are left alone.
    package func retry(
        includingStopped: Bool, maximumActive: Int, endedBefore age: Duration?
    ) async throws(CommandFailure) -> ExitCode {
        var selector = request.selector
        selector.states = includingStopped ? [.failed, .stopped] : [.failed]
        let stream = try scope.stream(request.operands.first ?? "")
        let listing = try await client.objects(of: stream)
        guard listing.contains(where: { selector.names($0.object) }) || selector.tables.isEmpty else {
            throw CommandFailure(.notFound, "none of the \(listing.count) objects of \(stream) matches --table")
        }
        let candidates = listing.filter { selector.selects($0.object) }
        selector.endedBefore = age.map { clock.now().advanced(by: .zero - $0) }
        let targets = Target.orderedByEnd(candidates.filter { selector.selects($0.object) })
        if let age, candidates.count > targets.count {
            let count = candidates.count - targets.count
            say("\(stream): left alone \(count) that ended less than \(PrometheusDuration.text(age)) ago")
        }
        // If another operator was faster, the object is already in the wanted state.
        let report = reporter(.start(), toleratesAlready: true)
        guard !targets.isEmpty else {
            let states = includingStopped ? "FAILED or STOPPED" : "FAILED"
            if candidates.isEmpty { say("nothing to start: no backfill of \(stream) is \(states)") }
            return .success
        }
        if request.isDryRun { return await plan(Choice(targets: targets), .start(), report) }
        try await confirm(.start(), targets)
        let options = BackfillOperator.RetryOptions(
            maximumActive: maximumActive, interval: request.interval, selector: selector)
        let run = await backfills.retry(targets, of: stream, listing: listing, options, report: report) { news in
            switch news {
            case .success((let running, let left)):
                let text = "\(stream): \(running) backfills wait or run, \(left) are left to start"
                progress.show(text, mark: left) { VisibleText.cut(text, to: $0 - 1) }
            case .failure(let problem): if !Task.isCancelled { say(problem.text) }
            }
        }
        let exitCode = conclude(run.results, .start(), toleratesAlready: true)
        return max(exitCode, run.obstacle?.exitCode ?? .success, try await waitIfWanted(run, .start()))
    }
}
