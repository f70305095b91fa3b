internal import Datastream
internal import Ledger

/// The changes that turn one ledger of a stream into another in the file, except for its finished runs.
///
/// It depends on the two values alone. Storage that they share is not compared element by element. Changes are passed
/// on one by one, because collecting those of a first write of many objects would take many times the memory of the
/// objects.
struct LedgerDifference {
    /// The ledger in the file; nil if the file has nothing of the stream.
    let before: StreamLedger?
    /// The ledger to be written.
    let after: StreamLedger
    /// The number that identifies the stream in its rows.
    let stream: Int64
    /// The changes of the objects; nil if there are none.
    let objects: ObjectUpdate?
    /// Where the file has the states of the objects afterwards.
    let states: StateRows

    /// Compares the objects of two ledgers.
    ///
    /// - Parameters:
    ///   - before: the ledger in the file.
    ///   - states: where the file has the states of its objects.
    ///   - after: the ledger to be written.
    ///   - stream: the number of the stream.
    init(before: StreamLedger?, in states: StateRows = StateRows(), after: StreamLedger, stream: Int64) {
        self.before = before
        self.after = after
        self.stream = stream
        let isSame = before?.objects == after.objects && before?.records == after.records
        objects = isSame ? nil : ObjectUpdate(from: before, in: states, to: after)
        self.states = objects?.states ?? states
    }

    /// Calls `body` with every change; not at all if nothing differs.
    func each<Failure>(_ body: (RowChange) throws(Failure) -> Void) throws(Failure) {
        if before?.counters != after.counters { try eachCounter(body) }
        if before?.latestErrors != after.latestErrors { try eachLatestError(body) }
        if let objects { try each(objects, body) }
        if before?.departed != after.departed { try eachDepartedObject(body) }
        try eachSeenError(body)
    }

    func put<Row: StoredRow>(_ row: consuming Row) -> RowChange { .put(Row.table, row.values(stream: stream)) }

    func remove(_ table: Table, _ key: SQLValue...) -> RowChange {
        .remove(table, key: RowValues([.integer(stream)] + key))
    }
}

// MARK: - Counters

extension LedgerDifference {
    private func eachCounter<Failure>(_ body: (RowChange) throws(Failure) -> Void) throws(Failure) {
        let (former, now) = (before.map { CounterRow.all(of: $0.counters) } ?? [], CounterRow.all(of: after.counters))
        let (written, kept) = (Set(former), Set(now.map { [$0.counter.rawValue, $0.labels] }))
        for row in now where !written.contains(row) { try body(put(row)) }
        // A ledger's counters never decrease, but a file that replaced the ledger's may have counters that the ledger
        // lacks.
        for row in former where !kept.contains([row.counter.rawValue, row.labels]) {
            try body(remove(.counters, .text(row.counter.rawValue), .text(row.labels)))
        }
        let (reasons, totals) = (before?.counters.newErrorsByReason, after.counters.newErrorsByReason)
        for row in ReasonRow.all(of: totals) where reasons?.row(of: row.series) != row { try body(put(row)) }
        for series in reasons?.totals.keys.map(\.self) ?? [] where totals.totals[series] == nil {
            try body(remove(.reasons, .text(series.source.rawValue), .text(series.reason.value)))
        }
    }

    private func eachLatestError<Failure>(_ body: (RowChange) throws(Failure) -> Void) throws(Failure) {
        for source in ErrorSource.allCases {
            let (former, now) = (before?.latestErrors[source], after.latestErrors[source])
            guard former != now else { continue }
            try body(now.map { put(LatestErrorRow(error: $0)) } ?? remove(.latestErrors, .text(source.rawValue)))
        }
    }
}

// MARK: - Departed objects and seen errors

extension LedgerDifference {
    private func eachDepartedObject<Failure>(_ body: (RowChange) throws(Failure) -> Void) throws(Failure) {
        let former = before?.departed.records ?? [:]
        for id in former.keys where !after.departed.has(id) { try body(remove(.departedObjects, .text(id))) }
        for (id, record) in after.departed.records {
            guard let leftAs = after.departed.order.order[id] else { continue }
            if let before, before.departed.has(id), former[id] == record,
                before.departed.order.order[id] == leftAs
            {
                continue
            }
            try body(put(DepartedObjectRow(id, leftAs: leftAs, record: record)))
        }
    }

    private func eachSeenError<Failure>(_ body: (RowChange) throws(Failure) -> Void) throws(Failure) {
        let (former, now) = (before?.errors, after.errors)
        if former?.listed != now.listed {
            for key in former?.listed ?? [] where !now.contains(key) { try body(forget(key)) }
            for key in now.listed where former?.listed.contains(key) != true {
                try body(put(SeenErrorRow(key, leftAs: nil)))
            }
        }
        try eachLeftError(former?.left.blocks ?? [], body)
    }

    /// The changes from these blocks of errors that left.
    private func eachLeftError<Failure>(
        _ then: [ErrorBlock], _ body: (RowChange) throws(Failure) -> Void
    ) throws(Failure) {
        let left = after.errors.left
        let (known, kept) = (Set(then.map(ObjectIdentifier.init)), Set(left.blocks.map(ObjectIdentifier.init)))
        for block in then where !kept.contains(ObjectIdentifier(block)) {
            for key in block.keys where !after.errors.contains(key) { try body(forget(key)) }
        }
        for block in left.blocks where !known.contains(ObjectIdentifier(block)) {
            for key in block.keys {
                // An error of joined blocks has its row already, with a place that is still right.
                if let order = before?.errors.left.order(of: key), order >= block.order { continue }
                try body(put(SeenErrorRow(key, leftAs: block.order)))
            }
        }
    }

    private func forget(_ key: ErrorKey) -> RowChange {
        remove(.seenErrors, .text(key.source.rawValue), .text(key.digest.digits))
    }
}

extension DepartedObjects {
    /// Whether it has an object whose id has the same bytes; a dictionary treats canonically equivalent texts as equal.
    fileprivate func has(_ id: String) -> Bool {
        records.index(forKey: id).map { ByteText(records[$0].key) == ByteText(id) } ?? false
    }
}
