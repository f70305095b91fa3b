internal import Datastream
internal import Glibc
internal import Ledger

/// The objects of two ledgers of a stream, compared row by row.
struct ObjectComparison {
    /// The objects of the earlier ledger.
    let then: [StreamObject]
    /// Positions of the objects whose descriptions or predecessors changed.
    let described: [Int]
    /// The objects whose states changed.
    let changed: [Change]
    /// Positions of the objects that left.
    let left: [Int]
    /// The former position of each object; nil if all are where they were.
    private let formerPlaces: [Int?]?

    /// A changed object: its position now and before.
    struct Change: Equatable {
        let index: Int
        let place: Int?
    }

    private init(then: [StreamObject], described: [Int], changed: [Change], left: [Int], formerPlaces: [Int?]?) {
        self.then = then
        self.described = described
        self.changed = changed
        self.left = left
        self.formerPlaces = formerPlaces
    }

    /// The former row of each object; 0 for a new one, which gets its first row.
    func rows(from former: [Int]) -> [Int] { formerPlaces?.map { $0.map { former[$0] } ?? 0 } ?? former }

    /// Compares the objects.
    init(from before: StreamLedger?, to after: StreamLedger) {
        if let before, let changed = Self.changedInPlace(from: before, to: after) {
            let (then, now) = (before.objects, after.objects)
            let described = changed.map(\.index).filter { !then[$0].hasSameDescription(as: now[$0]) }
            self.init(then: then, described: described, changed: changed, left: [], formerPlaces: nil)
        } else {
            self.init(matching: before, to: after)
        }
    }

    /// The changed objects if both ledgers have the same objects in the same order.
    private static func changedInPlace(from before: StreamLedger, to after: StreamLedger) -> [Change]? {
        let (then, now) = (before.objects, after.objects)
        guard then.count == now.count else { return nil }
        let replaced = ObjectIdentities.changed(from: then, to: now)
        guard replaced.allSatisfy({ then[$0].hasSameID(as: now[$0]) }) else { return nil }
        let rewritten = Set(replaced.filter { then[$0] != now[$0] })
            .union(changedRecords(from: before.records, to: after.records))
        return rewritten.sorted().map { Change(index: $0, place: $0) }
    }

    /// The positions of the records that changed.
    private static func changedRecords(from then: [ObjectRecord], to now: [ObjectRecord]) -> [Int] {
        let size = MemoryLayout<ObjectRecord>.stride
        let blockSize = 64
        return then.withUnsafeBytes { old in
            now.withUnsafeBytes { new in
                guard let old = old.baseAddress, let new = new.baseAddress, old != new else { return [] }
                // Most records are copies. To compare many at once, byte by byte, passes over these quickly.
                return stride(from: 0, to: now.count, by: blockSize).flatMap { start in
                    let block = start..<min(start + blockSize, now.count)
                    guard memcmp(old + start * size, new + start * size, block.count * size) != 0 else {
                        return [Int]()
                    }
                    return block.filter { position in
                        let place = position * size
                        return memcmp(old + place, new + place, size) != 0 && then[position] != now[position]
                    }
                }
            }
        }
    }

    /// Compares objects that moved; looks one up by id only if it has not moved as far as the object before it.
    private init(matching before: StreamLedger?, to after: StreamLedger) {
        let then = before?.objects ?? []
        var described: [Int] = []
        var changed: [Change] = []
        var places = ObjectPlaces(then)
        var formerPlaces: [Int?] = []
        formerPlaces.reserveCapacity(after.objects.count)
        var isTaken = Array(repeating: false, count: then.count)
        var shift = 0
        let records = before?.records ?? []
        let (old, new) = (then.span, after.objects.span)
        for index in new.indices {
            var place: Int? = index + shift
            if let near = place, !old.indices.contains(near) || !old[near].hasSameID(as: new[index]) {
                place = places[new[index].id]
            }
            formerPlaces.append(place)
            guard let place else {
                described.append(index)
                changed.append(Change(index: index, place: nil))
                continue
            }
            shift = place - index
            isTaken[place] = true
            let follows = index > 0 && place > 0 ? old[place - 1].hasSameID(as: new[index - 1]) : index == place
            if !follows || !old[place].hasSameDescription(as: new[index]) { described.append(index) }
            if records[place] != after.records[index] || old[place] != new[index] {
                changed.append(Change(index: index, place: place))
            }
        }
        self.init(
            then: then, described: described, changed: changed, left: isTaken.indices.filter { !isTaken[$0] },
            formerPlaces: formerPlaces)
    }
}

extension StreamObject {
    /// Whether both are described by the same texts and the same time of creation, byte for byte.
    fileprivate func hasSameDescription(as other: StreamObject) -> Bool {
        hasSameNames(as: other) && createTime == other.createTime
    }
}
