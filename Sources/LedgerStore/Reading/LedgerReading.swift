internal import Datastream
internal import Ledger

extension Database {
    /// The single row about the file itself.
    mutating func ledgerRow() throws(StoreFailure) -> LedgerRow {
        let rows = try all(LedgerRow.self)
        guard rows.count == 1, let row = rows.first else {
            throw .damage("the table ledger does not have exactly one row")
        }
        return row
    }

    /// The streams; throws if there are more or fewer than the file states.
    mutating func streamRows() throws(StoreFailure) -> [StreamRow] {
        let expected = try ledgerRow().streams
        let rows = try all(StreamRow.self)
        try expect(rows.count, expected, in: .streams)
        return rows
    }

    /// A stream with its ledger, assembled from its rows.
    mutating func stream(of row: StreamRow, bounds: LedgerBounds) throws(StoreFailure) -> StoredStream {
        let counters = try counters(of: row)
        let objects = try objects(of: row)
        let errors = try errors(of: row, limit: bounds.leftErrors)
        let latest = try all(LatestErrorRow.self, of: row.stream)
        try expect(latest.count, row.latestErrors, in: .latestErrors)
        // Runs are not kept in memory, but the checksum of each is verified.
        try eachRun(of: row) { _, _ in }
        let ledger = StreamLedger(
            objects: objects.map { ($0.object, $0.record) }, counters: counters, errors: errors,
            latestErrors: Dictionary(latest.map { ($0.error.source, $0.error) }, uniquingKeysWith: { $1 }),
            departed: try departed(of: row, limit: bounds.departedObjects),
            runs: RunLog(limit: bounds.runs), created: row.created, listed: row.listed)
        return StoredStream(row: row, ledger: ledger, lastStates: objects.map(\.sequence), runs: nil)
    }

    private mutating func counters(of row: StreamRow) throws(StoreFailure) -> StreamCounters {
        let counters = try all(CounterRow.self, of: row.stream)
        let reasons = try all(ReasonRow.self, of: row.stream)
        try expect(counters.count, row.counters, in: .counters)
        try expect(reasons.count, row.reasons, in: .reasons)
        let totals = ReasonTotals(
            totals: Dictionary(reasons.map { ($0.series, $0.value) }, uniquingKeysWith: { $1 }),
            waiting: Dictionary(
                reasons.compactMap { row in row.waiting.map { (row.series, $0) } }, uniquingKeysWith: { $1 }))
        return try CounterRow.counters(of: counters, reasons: totals, durationSum: row.durationSum)
    }

    private mutating func errors(of row: StreamRow, limit: Int) throws(StoreFailure) -> ErrorMemory {
        var listed: Set<ErrorKey> = []
        var left: [ErrorKey: Int] = [:]
        try each(SeenErrorRow.self, of: row.stream) { seen in
            if let leftAs = seen.leftAs { left[seen.key] = leftAs } else { listed.insert(seen.key) }
        }
        try expect(listed.count + left.count, row.seenErrors, in: .seenErrors)
        return ErrorMemory(listed: listed, left: LeftErrors(limit: limit, order: left))
    }

    private mutating func departed(of row: StreamRow, limit: Int) throws(StoreFailure) -> DepartedObjects {
        let rows = try all(DepartedObjectRow.self, of: row.stream)
        try expect(rows.count, row.departedObjects, in: .departedObjects)
        return DepartedObjects(
            limit: limit, records: Dictionary(rows.map { ($0.id, $0.record) }, uniquingKeysWith: { $1 }),
            order: Dictionary(rows.map { ($0.id, $0.leftAs) }, uniquingKeysWith: { $1 }))
    }

    /// Calls `body` with each finished run of a stream and its reasons, oldest first.
    mutating func eachRun(
        of row: StreamRow, _ body: (RunRow, [String]) throws(StoreFailure) -> Void
    ) throws(StoreFailure) {
        var reasons: [Int: [String]] = [:]
        try each(RunReasonRow.self, of: row.stream) { reason throws(StoreFailure) in
            try expect(reason.position, reasons[reason.run, default: []].count, in: .runReasons)
            reasons[reason.run, default: []].append(reason.reason)
        }
        var next = row.runs.lowerBound
        try each(RunRow.self, of: row.stream) { run throws(StoreFailure) in
            guard run.sequence == next else { throw .damage("the table runs lacks a run") }
            next += 1
            let found = reasons.removeValue(forKey: run.sequence) ?? []
            try expect(found.count, run.reasons, in: .runReasons)
            try body(run, found)
        }
        guard next == row.runs.upperBound, reasons.isEmpty else { throw .damage("the table runs lacks a run") }
    }
}

/// Checks the number of rows against the stored number.
func expect(_ count: Int, _ expected: Int, in table: Table) throws(StoreFailure) {
    guard count == expected else {
        throw .damage("the table \(table.rawValue) has \(count) rows instead of \(expected)")
    }
}
