internal import Datastream

/// The objects of the previous fold, to be matched with those of a new listing.
struct FormerObjects {
    let objects: [StreamObject]
    let records: [ObjectRecord]

    private var isTaken: [Bool]
    /// Positions by id, built only when a listing is in a different order.
    private var places: [ByteText: Int]?

    /// The objects of the previous fold.
    ///
    /// - Parameters:
    ///   - objects: the objects.
    ///   - records: their records.
    ///   - count: how many objects the new listing has.
    ///   - changed: the positions, in ascending order, at which the new listing has another object.
    init(objects: [StreamObject], records: [ObjectRecord], upTo count: Int, except changed: [Int]) {
        self.objects = objects
        self.records = records
        isTaken = Array(repeating: true, count: min(count, objects.count))
        for position in changed where position < isTaken.count { isTaken[position] = false }
        isTaken += Array(repeating: false, count: objects.count - isTaken.count)
    }

    /// Finds the object with the same id and marks it as taken; most listings have it at the same position as the last
    /// one.
    mutating func take(_ object: StreamObject, near position: Int) -> Int? {
        if position < objects.count, objects[position].hasSameID(as: object) {
            isTaken[position] = true
            return position
        }
        let id = ByteText(object.id)
        if places == nil {
            places = Dictionary(
                objects.indices.map { (ByteText(objects[$0].id), $0) }, uniquingKeysWith: { first, _ in first })
        }
        guard let place = places?[id] else { return nil }
        isTaken[place] = true
        return place
    }

    /// An object that is missing from the listing.
    struct Left {
        let index: Int
        /// Whether it is gone, and not just missing for now.
        let isGone: Bool
    }

    /// The objects not taken: gone if they were already missing, or if a new object of the same name replaces them.
    func left(by newcomers: [StreamObject]) -> [Left] {
        let indices = isTaken.indices.filter { !isTaken[$0] }
        guard !indices.isEmpty else { return [] }
        var names: [LabelText: Int] = [:]
        for newcomer in newcomers { names[LabelText(newcomer.label), default: 0] += 1 }
        return indices.map { index in
            let heirs = names[LabelText(objects[index].label), default: 0]
            if heirs > 0 { names[LabelText(objects[index].label)] = heirs - 1 }
            return Left(index: index, isGone: heirs > 0 || records[index].isMissing)
        }
    }
}
