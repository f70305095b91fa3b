internal import Datastream
internal import Ledger

extension LedgerDifference {
    /// The changes of the listed objects and of their errors.
    func eachObject<Failure>(_ body: (RowChange) throws(Failure) -> Void) throws(Failure) {
        let comparison = ObjectComparison(from: before, to: after)
        for change in inKeyOrder(comparison.changed) {
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

    /// Sorts changes nearly by id, so that each page of the table is touched once.
    private func inKeyOrder(_ changes: [ObjectComparison.Change]) -> [ObjectComparison.Change] {
        let keyed = changes.map { change in
            (beginning: after.objects[change.index].withUTF8(of: .id, Self.beginning), change)
        }
        return keyed.sorted { $0.beginning < $1.beginning }.map(\.1)
    }

    /// The first eight bytes of a text, as a number that orders texts as their bytes do.
    private static func beginning(of text: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var (number, missing) = (0 as UInt64, 64 as UInt64)
        for byte in text.prefix(8) {
            missing -= 8
            number |= UInt64(byte) << missing
        }
        return number
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
