internal import Datastream
internal import Ledger

/// What must be written so that a file that has one ledger of a stream has another.
///
/// It is worked out of the two values alone. What they share is equal without a look at it, and changes are given one by one,
/// as a first write of many objects would need many times their memory.
struct LedgerDifference {
    /// What the file has; nil when it has nothing of the stream.
    let before: StreamLedger?
    /// What it shall have.
    let after: StreamLedger
    let name: StreamName
    /// The number that the stream's rows bear.
    let stream: Int64

    /// Calls with every change; none when the file has all that it shall have.
    func each<Failure>(_ body: (RowChange) throws(Failure) -> Void) throws(Failure) {
        let row = StreamRow(after, name: name, stream: stream)
        if before.map({ StreamRow($0, name: name, stream: stream) }) != row { try body(put(row)) }
        if before?.counters != after.counters { try eachCounter(body) }
        if before?.latestErrors != after.latestErrors { try eachLatestError(body) }
        if before?.objects != after.objects || before?.records != after.records { try eachObject(body) }
        if before?.departed != after.departed { try eachDepartedObject(body) }
        if before?.errors != after.errors { try eachSeenError(body) }
        if before?.history != after.history { try eachRun(body) }
    }

    func put(_ row: some StoredRow) -> RowChange { .put(type(of: row).table, row.values(stream: stream)) }

    func remove(_ table: Table, _ key: SQLValue...) -> RowChange { .remove(table, key: [.integer(stream)] + key) }
}

// MARK: - Counters

extension LedgerDifference {
    private func eachCounter<Failure>(_ body: (RowChange) throws(Failure) -> Void) throws(Failure) {
        // No counter goes down, so no row goes.
        let written = Set(before.map { CounterRow.all(of: $0.counters) } ?? [])
        for row in CounterRow.all(of: after.counters) where !written.contains(row) { try body(put(row)) }
        let reasons = Set(before.map { ReasonRow.all(of: $0.counters.newErrorsByReason) } ?? [])
        for row in ReasonRow.all(of: after.counters.newErrorsByReason) where !reasons.contains(row) {
            try body(put(row))
        }
    }

    private func eachLatestError<Failure>(_ body: (RowChange) throws(Failure) -> Void) throws(Failure) {
        for (source, error) in after.latestErrors where before?.latestErrors[source] != error {
            try body(put(LatestErrorRow(error)))
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
        remove(.seenErrors, .text(key.source.rawValue), .text(SeenErrorRow.text(of: key)))
    }
}

extension DepartedObjects {
    /// Whether there is an object of an id of the same bytes; a dictionary takes equivalent texts for the same.
    fileprivate func has(_ id: String) -> Bool {
        records.index(forKey: id).map { ByteText(records[$0].key) == ByteText(id) } ?? false
    }
}
