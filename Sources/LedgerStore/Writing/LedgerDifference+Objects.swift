internal import Datastream
internal import Ledger

extension LedgerDifference {
    /// The changes of the listed objects and of their errors.
    func each<Failure>(_ objects: ObjectUpdate, _ body: (RowChange) throws(Failure) -> Void) throws(Failure) {
        let comparison = objects.comparison
        for (offset, place) in comparison.left.enumerated() {
            let object = comparison.then[place]
            let sequence = objects.next + offset
            // A mark among the rows that leave is not needed: all earlier rows of its object leave with it.
            if objects.rows.all.contains(sequence) { try body(put(ObjectRow(departed: object.id, sequence: sequence))) }
            try eachError(of: nil, before: object, body)
        }
        for change in comparison.changed {
            try body(putObject(change.index))
            try eachError(of: after.objects[change.index], before: change.place.map { comparison.then[$0] }, body)
        }
        for index in objects.renewed { try body(putObject(index)) }
        if objects.clears {
            try body(.removeBefore(.objects, key: [.integer(stream), .integer(Int64(objects.rows.all.lowerBound))]))
        }
    }

    private func putObject(_ index: Int) -> RowChange {
        let previous = index > 0 ? after.objects[index - 1].id : nil
        return put(
            ObjectRow(after.objects[index], after.records[index], after: previous, sequence: objectRows.last[index]))
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
