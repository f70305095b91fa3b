internal import Datastream
internal import Ledger

extension LedgerDifference {
    /// The changes of the listed objects and of their errors.
    func eachObject<Failure>(_ body: (RowChange) throws(Failure) -> Void) throws(Failure) {
        let comparison = ObjectComparison(from: before, to: after)
        // In key order, so that each page of the table is touched once.
        let changed = comparison.changed.sorted { after.objects[$0.index].id < after.objects[$1.index].id }
        for change in changed {
            let object = after.objects[change.index]
            let previous = change.index > 0 ? after.objects[change.index - 1].id : nil
            try body(put(ObjectRow(object, after.records[change.index], after: previous)))
            try eachError(of: object, before: change.place.map { comparison.then[$0] }, body)
        }
        for place in comparison.left {
            let object = comparison.then[place]
            try body(remove(.objects, .text(object.id)))
            try eachError(of: nil, before: object, body)
        }
    }

    private func eachError<Failure>(
        of object: StreamObject?, before: StreamObject?, _ body: (RowChange) throws(Failure) -> Void
    ) throws(Failure) {
        guard let id = object?.id ?? before?.id else { return }
        for (source, now, then) in [
            (ErrorSource.object, object?.errors, before?.errors),
            (.backfill, object?.backfillJob?.errors, before?.backfillJob?.errors),
        ] {
            let (now, then) = (now ?? [], then ?? [])
            for (position, error) in now.enumerated() where position >= then.count || then[position] != error {
                try body(put(ObjectErrorRow(error, of: id, source: source, position: position)))
            }
            for position in now.count..<max(now.count, then.count) {
                try body(
                    remove(.objectErrors, .text(id), .text(source.rawValue), .integer(Int64(position))))
            }
        }
    }
}
