internal import Datastream
internal import Ledger
internal import Notation

extension Database {
    /// Stores finished runs, and removes the oldest if there are too many or they are too old.
    ///
    /// - Parameters:
    ///   - entries: what the ledger has learned about runs since the last write.
    ///   - runs: the sequence numbers of the runs that the file has.
    ///   - stream: the stream's number.
    ///   - bounds: how many runs are kept, and how long.
    /// - Returns: the sequence numbers of the runs that the file has afterwards.
    /// - Throws: if the rows cannot be read or written.
    mutating func take(
        _ entries: ArraySlice<RunLog.Entry>, after runs: Range<Int>, of stream: Int64, _ bounds: LedgerBounds
    ) throws(StoreFailure) -> Range<Int> {
        var next = runs.upperBound
        var latest: FinishedRun?
        for entry in entries {
            switch entry {
            case .ended(let run):
                try add(run, as: next, of: stream)
                next += 1
                latest = run
            case .amended(let amendment): try amend(amendment, of: stream)
            }
        }
        guard let latest else { return runs }
        let first = try firstKept(in: runs.lowerBound..<next, beside: latest, of: stream, bounds)
        if first > runs.lowerBound {
            for table in [Table.runs, .runReasons] {
                try apply(.removeBefore(table, key: [.integer(stream), .integer(Int64(first))]))
            }
        }
        return first..<next
    }

    private mutating func add(_ run: FinishedRun, as sequence: Int, of stream: Int64) throws(StoreFailure) {
        try put(RunRow(run, sequence: sequence), of: stream)
        for (position, reason) in run.reasons.enumerated() {
            try put(RunReasonRow(run: sequence, position: position, reason: reason), of: stream)
        }
    }

    /// Writes corrected times into the latest matching run; a run that ended before the exporter watched has no row.
    private mutating func amend(_ amendment: RunAmendment, of stream: Int64) throws(StoreFailure) {
        var columns = ColumnWriter(stream: stream)
        String.write(amendment.objectID, to: &columns)
        Timestamp.write(amendment.formerStart, to: &columns)
        Timestamp.write(amendment.formerEnd, to: &columns)
        var found: RunRow?
        try each(RunRow.self, .findRun, columns.values) { row in found = row }
        guard var found else { return }
        found.run.start = amendment.start
        found.run.end = amendment.end
        try put(found, of: stream)
    }

    /// The first run to keep within the limits on number and age.
    private mutating func firstKept(
        in runs: Range<Int>, beside latest: FinishedRun, of stream: Int64, _ bounds: LedgerBounds
    ) throws(StoreFailure) -> Int {
        let first = max(runs.lowerBound, runs.upperBound - bounds.runs)
        // The latest run's own times count too, so that a jump of the exporter's clock alone removes nothing.
        let oldest = min(latest.seenAt, latest.end ?? latest.start ?? latest.seenAt)
            .advanced(by: .zero - bounds.runAge)
        var kept = runs.upperBound - 1
        try each(
            RunRow.self, .firstSeen, [.integer(stream), .integer(Int64(first)), .integer(oldest.seconds)]
        ) { row in kept = row.sequence }
        return kept
    }
}
