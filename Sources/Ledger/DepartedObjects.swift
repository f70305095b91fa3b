/// Objects that left a stream, remembered so that the job of one that returns is not counted twice.
package struct DepartedObjects: Sendable, Equatable {
    /// Their records, by id.
    package private(set) var records: [String: ObjectRecord]
    /// The order in which they left.
    package private(set) var order: FadingSet<String>

    /// Restores stored objects, or starts with none.
    package init(limit: Int, records: [String: ObjectRecord] = [:], order: [String: Int] = [:]) {
        self.records = records
        self.order = FadingSet(limit: limit, order: order)
    }

    /// Remembers an object that left.
    mutating func insert(_ record: ObjectRecord, id: String) {
        records[id] = record
        order.insert(id)
    }

    /// Removes an object that returned and gives back its record.
    mutating func remove(_ id: String) -> ObjectRecord? {
        order.remove(id)
        return records.removeValue(forKey: id)
    }

    /// Forgets the objects that left first, once there are too many.
    mutating func fade() { for id in order.fade() { records[id] = nil } }
}
