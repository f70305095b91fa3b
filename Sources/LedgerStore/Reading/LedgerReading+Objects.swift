internal import Datastream
internal import Ledger

extension Database {
    /// An object as the file has it.
    struct FoundObject {
        let object: StreamObject
        let record: ObjectRecord
        /// The sequence number of its state.
        let sequence: Int
    }

    /// The objects of a stream with their errors and records, in their order.
    mutating func objects(of row: StreamRow) throws(StoreFailure) -> [FoundObject] {
        let rows = try all(ObjectRow.self, of: row.stream)
        try expect(rows.count, row.objects, in: .objects)
        var errors = try objectErrors(of: row)
        var places = Dictionary(rows.enumerated().map { (ByteText($1.id), $0) }, uniquingKeysWith: { $1 })
        var found: [FoundObject?] = Array(repeating: nil, count: rows.count)
        var next = row.states.upperBound
        try each(in: .objectStates, .readStream, [.integer(row.stream)]) { columns throws(StoreFailure) in
            var (key, beginning) = (ObjectStateRow.Key(), columns)
            try key.visit(&beginning)
            next -= 1
            guard key.sequence == next else { throw .damage("the table object_states lacks a row") }
            // The last state of an object is read first; all others are of the past.
            guard let place = places.removeValue(forKey: ByteText(key.object)) else { return }
            let state = try ObjectStateRow(&columns)
            let listed = errors.removeValue(forKey: ByteText(key.object)) ?? ListedErrors()
            try expect(listed.object.count, state.errors, in: .objectErrors)
            try expect(listed.backfill.count, state.jobErrors ?? 0, in: .objectErrors)
            found[place] = FoundObject(
                object: StreamObject(rows[place], state, errors: listed.object, jobErrors: listed.backfill),
                record: state.record, sequence: key.sequence)
        }
        guard next == row.states.lowerBound else { throw .damage("the table object_states lacks a row") }
        guard errors.isEmpty else { throw .damage("the table objects lacks an object") }
        guard places.isEmpty else { throw .damage("the table object_states lacks an object") }
        return try order(of: rows).compactMap { found[$0] }
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

    /// The positions of objects in the order that the id of the previous object, stored in each, gives them.
    private func order(of objects: [ObjectRow]) throws(StoreFailure) -> [Int] {
        var next: [ByteText?: Int] = [:]
        next.reserveCapacity(objects.count)
        for (index, object) in objects.enumerated() { next[object.previous.map(ByteText.init)] = index }
        var order: [Int] = []
        order.reserveCapacity(objects.count)
        var last: ByteText?
        while order.count < objects.count {
            guard let index = next.removeValue(forKey: last) else {
                throw .damage("the table objects does not give its objects an order")
            }
            order.append(index)
            last = ByteText(objects[index].id)
        }
        return order
    }
}

extension StreamObject {
    /// An object from its rows.
    fileprivate convenience init(
        _ row: ObjectRow, _ state: ObjectStateRow, errors: [ReportedError], jobErrors: [ReportedError]
    ) {
        var job = state.job
        job?.errors = jobErrors
        self.init(
            id: row.id, displayName: row.displayName, sourceObject: row.source, backfillJob: job, errors: errors,
            createTime: row.createTime, updateTime: state.updateTime)
    }
}
