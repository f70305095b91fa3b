internal import Datastream
internal import Ledger

extension Database {
    /// The objects of a stream with their errors and records, in their order.
    mutating func objects(
        of row: StreamRow
    ) throws(StoreFailure) -> [(object: StreamObject, record: ObjectRecord)] {
        var errors = try objectErrors(of: row)
        var previous: [String?] = []
        var objects: [(object: StreamObject, record: ObjectRecord)] = []
        try each(ObjectRow.self, of: row.stream) { row throws(StoreFailure) in
            let listed = errors.removeValue(forKey: ByteText(row.id)) ?? ListedErrors()
            try expect(listed.object.count, row.errors, in: .objectErrors)
            try expect(listed.backfill.count, row.jobErrors ?? 0, in: .objectErrors)
            objects.append((row.object(errors: listed.object, jobErrors: listed.backfill), row.record))
            previous.append(row.previous)
        }
        try expect(objects.count, row.objects, in: .objects)
        guard errors.isEmpty else { throw .damage("the table objects lacks an object") }
        return try ordered(objects, after: previous)
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

    /// Sorts objects by the id of the previous object that each one stores.
    private func ordered(
        _ objects: [(object: StreamObject, record: ObjectRecord)], after previous: [String?]
    ) throws(StoreFailure) -> [(object: StreamObject, record: ObjectRecord)] {
        var next: [ByteText?: Int] = [:]
        next.reserveCapacity(objects.count)
        for (index, id) in previous.enumerated() { next[id.map(ByteText.init)] = index }
        var ordered: [(object: StreamObject, record: ObjectRecord)] = []
        ordered.reserveCapacity(objects.count)
        var last: ByteText?
        while ordered.count < objects.count {
            guard let index = next.removeValue(forKey: last) else {
                throw .damage("the table objects does not give its objects an order")
            }
            ordered.append(objects[index])
            last = ByteText(objects[index].object.id)
        }
        return ordered
    }
}
