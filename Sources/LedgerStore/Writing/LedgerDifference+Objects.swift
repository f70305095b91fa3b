internal import Datastream
internal import Ledger

extension LedgerDifference {
    /// The changes of the listed objects and of their errors.
    func each<Failure>(_ objects: ObjectUpdate, _ body: (RowChange) throws(Failure) -> Void) throws(Failure) {
        let comparison = objects.comparison
        for object in comparison.left.map({ comparison.then[$0] }) {
            try body(remove(.objects, .text(object.id)))
            try eachError(of: nil, before: object, body)
        }
        for index in comparison.described {
            try body(put(ObjectRow(after.objects[index], after: index > 0 ? after.objects[index - 1].id : nil)))
        }
        for change in comparison.changed {
            try body(putState(change.index))
            try eachError(of: after.objects[change.index], before: change.place.map { comparison.then[$0] }, body)
        }
        for index in objects.renewed { try body(putState(index)) }
        if objects.clears {
            let first = Int64(objects.states.all.lowerBound)
            try body(.removeBefore(.objectStates, key: [.integer(stream), .integer(first)]))
        }
    }

    private func putState(_ index: Int) -> RowChange {
        put(ObjectStateRow(after.objects[index], after.records[index], sequence: states.last[index]))
    }

    private func eachError<Failure>(
        of object: StreamObject?, before: StreamObject?, _ body: (RowChange) throws(Failure) -> Void
    ) throws(Failure) {
        if let object, let before, object.hasSameErrors(as: before) { return }
        guard let id = object?.id ?? before?.id else { return }
        try eachError(of: id, .object, now: object?.errors ?? [], then: before?.errors ?? [], body)
        try eachError(
            of: id, .backfill, now: object?.backfillJob?.errors ?? [], then: before?.backfillJob?.errors ?? [], body)
    }

    private func eachError<Failure>(
        of id: String, _ source: ErrorSource, now: [ReportedError], then: [ReportedError],
        _ body: (RowChange) throws(Failure) -> Void
    ) throws(Failure) {
        for (position, error) in now.enumerated() where position >= then.count || then[position] != error {
            try body(put(ObjectErrorRow(error, of: id, source: source, position: position)))
        }
        for position in now.count..<max(now.count, then.count) {
            try body(remove(.objectErrors, .text(id), .text(source.rawValue), .integer(Int64(position))))
        }
    }
}
