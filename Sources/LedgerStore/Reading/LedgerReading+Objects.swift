internal import Datastream
internal import Ledger

extension Database {
    /// The objects of a stream with their errors and records, in their order.
    mutating func objects(
        of row: StreamRow
    ) throws(StoreFailure) -> [(object: StreamObject, record: ObjectRecord)] {
        var errors = try objectErrors(of: row)
        var rows: [ObjectRow] = []
        try each(ObjectRow.self, of: row.stream) { object throws(StoreFailure) in
            var object = object
            let listed = errors.removeValue(forKey: ByteText(object.object.id)) ?? ListedErrors()
            try expect(listed.object.count, object.errors, in: .objectErrors)
            try expect(listed.backfill.count, object.jobErrors ?? 0, in: .objectErrors)
            var job = object.object.backfillJob
            job?.errors = listed.backfill
            object.object = object.object.with(backfillJob: job, errors: listed.object)
            rows.append(object)
        }
        try expect(rows.count, row.objects, in: .objects)
        guard errors.isEmpty else { throw .damage("the table objects lacks an object") }
        return try ordered(rows)
    }

    private struct ListedErrors {
        var object: [ReportedError] = []
        var backfill: [ReportedError] = []
    }

    private mutating func objectErrors(of row: StreamRow) throws(StoreFailure) -> [ByteText: ListedErrors] {
        var errors: [ByteText: ListedErrors] = [:]
        try each(ObjectErrorRow.self, of: row.stream) { row throws(StoreFailure) in
            let list: WritableKeyPath<ListedErrors, [ReportedError]> =
                row.source == .backfill ? \.backfill : \.object
            let id = ByteText(row.object)
            try expect(row.position, errors[id]?[keyPath: list].count ?? 0, in: .objectErrors)
            errors[id, default: ListedErrors()][keyPath: list].append(row.error)
        }
        return errors
    }

    /// Objects in the order that each tells of the one before it.
    private func ordered(
        _ rows: [ObjectRow]
    ) throws(StoreFailure) -> [(object: StreamObject, record: ObjectRecord)] {
        var next: [ByteText?: Int] = [:]
        next.reserveCapacity(rows.count)
        for (index, row) in rows.enumerated() { next[row.previous.map(ByteText.init)] = index }
        var ordered: [(object: StreamObject, record: ObjectRecord)] = []
        ordered.reserveCapacity(rows.count)
        var previous: ByteText?
        while ordered.count < rows.count {
            guard let index = next.removeValue(forKey: previous) else {
                throw .damage("the table objects has objects in no order")
            }
            ordered.append((rows[index].object, rows[index].record))
            previous = ByteText(rows[index].object.id)
        }
        return ordered
    }
}
