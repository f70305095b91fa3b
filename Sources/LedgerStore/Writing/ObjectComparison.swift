internal import Datastream
internal import Ledger

/// The objects of two ledgers of a stream, compared row by row.
struct ObjectComparison {
    /// The objects of the earlier ledger.
    let then: [StreamObject]
    /// The objects whose rows changed.
    let changed: [Change]
    /// Positions of the objects that left.
    let left: [Int]

    /// A changed object: its position now and before.
    struct Change: Equatable {
        let index: Int
        let place: Int?
    }

    /// Compares the objects; looks one up by id only if it has not moved as far as the object before it.
    init(from before: StreamLedger?, to after: StreamLedger) {
        let then = before?.objects ?? []
        var changed: [Change] = []
        var places = Places(then)
        var isTaken = Array(repeating: false, count: then.count)
        var shift = 0
        let records = before?.records ?? []
        let (old, new) = (then.span, after.objects.span)
        for index in new.indices {
            var place: Int? = index + shift
            if let near = place, !old.indices.contains(near) || !old[near].hasSameID(as: new[index]) {
                place = places[new[index].id]
            }
            guard let place else {
                changed.append(Change(index: index, place: nil))
                continue
            }
            shift = place - index
            isTaken[place] = true
            let follows = index > 0 && place > 0 ? old[place - 1].hasSameID(as: new[index - 1]) : index == place
            if !follows || records[place] != after.records[index] || old[place] != new[index] {
                changed.append(Change(index: index, place: place))
            }
        }
        self.then = then
        self.changed = changed
        left = isTaken.indices.filter { !isTaken[$0] }
    }
}

/// Positions of objects by id, computed on first use.
private struct Places {
    private let objects: [StreamObject]
    private var places: [ByteText: Int]?

    init(_ objects: [StreamObject]) { self.objects = objects }

    subscript(id: String) -> Int? {
        mutating get {
            guard !objects.isEmpty else { return nil }
            let places =
                self.places
                ?? Dictionary(
                    objects.indices.map { (ByteText(objects[$0].id), $0) }, uniquingKeysWith: { first, _ in first })
            self.places = places
            return places[ByteText(id)]
        }
    }
}
