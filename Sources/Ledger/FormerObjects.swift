import Datastream

/// The objects of the fold before, while those of a listing are looked up among them.
struct FormerObjects {
    let objects: [StreamObject]
    let records: [ObjectRecord]

    private var isTaken: [Bool]
    /// Places by id, made once a listing is found to be in another order.
    private var places: [ByteText: Int]?

    init(objects: [StreamObject], records: [ObjectRecord]) {
        self.objects = objects
        self.records = records
        isTaken = Array(repeating: false, count: objects.count)
    }

    /// Finds and takes the object of an id; most listings have it where the one before had it.
    mutating func take(_ id: String, near position: Int) -> Int? {
        let id = ByteText(id)
        if position < objects.count, ByteText(objects[position].id) == id {
            isTaken[position] = true
            return position
        }
        if places == nil {
            places = Dictionary(
                objects.indices.map { (ByteText(objects[$0].id), $0) }, uniquingKeysWith: { first, _ in first })
        }
        guard let place = places?[id] else { return nil }
        isTaken[place] = true
        return place
    }

    /// An object that the listing lacks.
    struct Left {
        let index: Int
        /// Whether it has disappeared, and not only for the time being.
        let isGone: Bool
    }

    /// What was not taken: gone when it was missing before, or when a newcomer of the same name stands in its place.
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
