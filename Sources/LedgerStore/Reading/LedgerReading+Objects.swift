internal import Datastream
internal import Ledger

extension Database {
    /// An object as the file has it.
    struct FoundObject {
        let object: StreamObject
        let record: ObjectRecord
        /// The id of the object before it; nil for the first.
        let previous: String?
        /// The sequence number of its last row.
        let sequence: Int
    }

    /// The objects of a stream with their errors and records, in their order.
    mutating func objects(of row: StreamRow) throws(StoreFailure) -> [FoundObject] {
        var errors = try objectErrors(of: row)
        var found: [FoundObject] = []
        var known: Set<ByteText> = []
        var next = row.objectRows.upperBound
        try each(in: .objects, .readStream, [.integer(row.stream)]) { columns throws(StoreFailure) in
            var (key, beginning) = (ObjectRow.Key(), columns)
            try key.visit(&beginning)
            next -= 1
            guard key.sequence == next else { throw .damage("the table objects lacks a row") }
            // The last row of an object is read first; those before are of the past.
            guard known.insert(ByteText(key.id)).inserted, key.isPresent else { return }
            let row = try ObjectRow(&columns)
            let listed = errors.removeValue(forKey: ByteText(key.id)) ?? ListedErrors()
            try expect(listed.object.count, row.errors, in: .objectErrors)
            try expect(listed.backfill.count, row.jobErrors ?? 0, in: .objectErrors)
            found.append(
                FoundObject(
                    object: row.object(errors: listed.object, jobErrors: listed.backfill), record: row.record,
                    previous: row.previous, sequence: key.sequence))
        }
        guard next == row.objectRows.lowerBound else { throw .damage("the table objects lacks a row") }
        try expect(found.count, row.objects, in: .objects)
        guard errors.isEmpty else { throw .damage("the table objects lacks an object") }
        return try ordered(found)
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
    private func ordered(_ objects: [FoundObject]) throws(StoreFailure) -> [FoundObject] {
        var next: [ByteText?: Int] = [:]
        next.reserveCapacity(objects.count)
        for (index, object) in objects.enumerated() { next[object.previous.map(ByteText.init)] = index }
        var ordered: [FoundObject] = []
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
