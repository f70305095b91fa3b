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
        var open = OpenAmendments()
        var ended: [FinishedRun] = []
        for entry in entries.reversed() {
            switch entry {
            case .ended(var run):
                open.amend(&run)
                ended.append(run)
            case .amended(let amendment): open.add(amendment)
            }
        }
        try amend(open, in: runs, of: stream)
        guard let latest = ended.first else { return runs }
        for (offset, run) in ended.reversed().enumerated() { try add(run, as: runs.upperBound + offset, of: stream) }
        let next = runs.upperBound + ended.count
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

    /// Writes better times into runs of the file.
    ///
    /// A run that ended before the exporter watched has no row; to find that out takes a look at all runs of the stream.
    private mutating func amend(
        _ amendments: OpenAmendments, in runs: Range<Int>, of stream: Int64
    ) throws(StoreFailure) {
        var (open, next) = (amendments, runs.upperBound)
        // Nearly always the run is one of the latest.
        while !open.isEmpty, next > runs.lowerBound {
            let part = max(runs.lowerBound, next - 500)..<next
            var amended: [RunRow] = []
            try each(
                RunRow.self, .readRange,
                [.integer(stream), .integer(Int64(part.lowerBound)), .integer(Int64(part.upperBound))]
            ) { row in
                var row = row
                if open.amend(&row.run) { amended.append(row) }
            }
            for row in amended { try put(row, of: stream) }
            next = part.lowerBound
        }
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
