internal import Datastream

/// Positions of objects by id, computed on first use.
struct ObjectPlaces {
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
