internal import Ledger

extension LedgerDifference {
    /// The changes of the finished runs; both histories stand in the order of their sequence.
    func eachRun<Failure>(_ body: (RowChange) throws(Failure) -> Void) throws(Failure) {
        var former = (before?.history.runs ?? [])[...]
        for run in after.history.runs {
            while let old = former.first, old.sequence < run.sequence {
                try each(former.removeFirst(), as: nil, body)
            }
            let old = former.first?.sequence == run.sequence ? former.removeFirst() : nil
            if old != run { try each(old, as: run, body) }
        }
        for old in former { try each(old, as: nil, body) }
    }

    /// The rows of one run.
    private func each<Failure>(
        _ old: FinishedRun?, as run: FinishedRun?, _ body: (RowChange) throws(Failure) -> Void
    ) throws(Failure) {
        guard let sequence = (run ?? old)?.sequence else { return }
        let key = SQLValue.integer(Int64(sequence))
        let (reasons, former) = (run?.reasons ?? [], old?.reasons ?? [])
        if let run { try body(put(RunRow(run))) } else { try body(remove(.runs, key)) }
        for (position, reason) in reasons.enumerated() where position >= former.count || former[position] != reason {
            try body(put(RunReasonRow(run: sequence, position: position, reason: reason)))
        }
        for position in reasons.count..<max(reasons.count, former.count) {
            try body(remove(.runReasons, key, .integer(Int64(position))))
        }
    }
}
