/// Objects that left a stream, so that the job of one that returns counts nothing twice.
package struct DepartedObjects: Sendable, Equatable {
    /// What is remembered of them, by id.
    package private(set) var records: [String: ObjectRecord]
    /// The order in which they left.
    package private(set) var order: FadingSet<String>

    /// Objects that were kept, or none.
    package init(limit: Int, records: [String: ObjectRecord] = [:], order: [String: Int] = [:]) {
        self.records = records
        self.order = FadingSet(limit: limit, order: order)
    }

    /// Remembers an object that left.
    mutating func insert(_ record: ObjectRecord, id: String) {
        records[id] = record
        order.insert(id)
    }

    /// Takes out an object that returned.
    mutating func remove(_ id: String) -> ObjectRecord? {
        order.remove(id)
        return records.removeValue(forKey: id)
    }

    /// Forgets those that left first, once there are too many.
    mutating func fade() { for id in order.fade() { records[id] = nil } }
}
