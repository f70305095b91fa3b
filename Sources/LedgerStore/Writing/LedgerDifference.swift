internal import Datastream
internal import Ledger

/// What must be written so that a file that has one ledger of a stream has another, but for its finished runs.
///
/// It is worked out of the two values alone. What they share is equal without a look at it, and changes are given one by one,
/// as a first write of many objects would need many times their memory.
struct LedgerDifference {
    /// What the file has; nil when it has nothing of the stream.
    let before: StreamLedger?
    /// What it shall have.
    let after: StreamLedger
    /// The number that the stream's rows bear.
    let stream: Int64

    /// Calls with every change; none when the file has all that it shall have.
    func each<Failure>(_ body: (RowChange) throws(Failure) -> Void) throws(Failure) {
        if before?.counters != after.counters { try eachCounter(body) }
        if before?.latestErrors != after.latestErrors { try eachLatestError(body) }
        if before?.objects != after.objects || before?.records != after.records { try eachObject(body) }
        if before?.departed != after.departed { try eachDepartedObject(body) }
        if before?.errors != after.errors { try eachSeenError(body) }
    }

    func put(_ row: some StoredRow) -> RowChange { .put(type(of: row).table, row.values(stream: stream)) }

    func remove(_ table: Table, _ key: SQLValue...) -> RowChange { .remove(table, key: [.integer(stream)] + key) }
}

// MARK: - Counters

extension LedgerDifference {
    private func eachCounter<Failure>(_ body: (RowChange) throws(Failure) -> Void) throws(Failure) {
        let (former, now) = (before.map { CounterRow.all(of: $0.counters) } ?? [], CounterRow.all(of: after.counters))
        let (written, kept) = (Set(former), Set(now.map { [$0.counter.rawValue, $0.labels] }))
        for row in now where !written.contains(row) { try body(put(row)) }
        // No counter of a ledger goes down; those of a file that was put in its place may.
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

// MARK: - What left and what was seen

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
        if former?.left.order != now.left.order {
            for key in (former?.left.order ?? [:]).keys where !now.contains(key) { try body(forget(key)) }
            for (key, leftAs) in now.left.order where former?.left.order[key] != leftAs {
                try body(put(SeenErrorRow(key, leftAs: leftAs)))
            }
        }
    }

    private func forget(_ key: ErrorKey) -> RowChange {
        remove(.seenErrors, .text(key.source.rawValue), .text(key.digest.digits))
    }
}

extension DepartedObjects {
    /// Whether there is an object of an id of the same bytes; a dictionary takes equivalent texts for the same.
    fileprivate func has(_ id: String) -> Bool {
        records.index(forKey: id).map { ByteText(records[$0].key) == ByteText(id) } ?? false
    }
}
