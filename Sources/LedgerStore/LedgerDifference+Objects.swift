internal import Datastream
internal import Ledger

extension LedgerDifference {
    /// The changes of the objects that are listed, and of their errors.
    func eachObject<Failure>(_ body: (RowChange) throws(Failure) -> Void) throws(Failure) {
        var former = WrittenObjects(before)
        var changed: [Change] = []
        for (index, object) in after.objects.enumerated() {
            let previous = index > 0 ? after.objects[index - 1].id : nil
            let place = former.take(object.id, near: index)
            if let place, former.objects[place] == object, former.records[place] == after.records[index],
                former.stands(place, after: previous)
            {
                continue
            }
            changed.append(Change(index: index, place: place))
        }
        // In the order of the table, which touches each of its pages once.
        changed.sort { after.objects[$0.index].id < after.objects[$1.index].id }
        for change in changed {
            let object = after.objects[change.index]
            let previous = change.index > 0 ? after.objects[change.index - 1].id : nil
            try body(put(ObjectRow(object, after.records[change.index], after: previous)))
            try eachError(of: object, before: change.place.map { former.objects[$0] }, body)
        }
        for object in former.left {
            try body(remove(.objects, .text(object.id)))
            try eachError(of: nil, before: object, body)
        }
    }

    /// An object that is not as it was: where it stands, and where it stood.
    private struct Change {
        let index: Int
        let place: Int?
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

/// The objects that a file has, while those of now are looked up among them.
private struct WrittenObjects {
    let objects: [StreamObject]
    let records: [ObjectRecord]

    private var isTaken: [Bool]
    /// How far the objects have moved since the one looked up last.
    private var shift = 0
    /// Places by id, made once an object is found to be elsewhere.
    private var places: [ByteText: Int]?

    init(_ ledger: StreamLedger?) {
        objects = ledger?.objects ?? []
        records = ledger?.records ?? []
        isTaken = Array(repeating: false, count: objects.count)
    }

    /// Finds and takes the object of an id.
    mutating func take(_ id: String, near index: Int) -> Int? {
        guard !objects.isEmpty else { return nil }
        let id = ByteText(id)
        var place: Int? = index + shift
        if let near = place, !objects.indices.contains(near) || ByteText(objects[near].id) != id {
            let places =
                self.places
                ?? Dictionary(
                    objects.indices.map { (ByteText(objects[$0].id), $0) }, uniquingKeysWith: { first, _ in first })
            self.places = places
            place = places[id]
        }
        guard let place else { return nil }
        shift = place - index
        isTaken[place] = true
        return place
    }

    /// Whether an object stood after the one of an id, nil for none.
    func stands(_ place: Int, after previous: String?) -> Bool {
        (place > 0 ? ByteText(objects[place - 1].id) : nil) == previous.map(ByteText.init)
    }

    /// Those that were not taken.
    var left: [StreamObject] { objects.indices.filter { !isTaken[$0] }.map { objects[$0] } }
}
