/// A listing of a stream of which every page was delivered.
struct WholeListing {
    var stream: TrueStream
    /// Without duplicates, in the order of the pages.
    var objects: [TrueObject] = []
    /// When the last page was delivered, by the time of day in milliseconds.
    var wall = 0

    /// Adds a page; an object that was listed before is as it was listed last, with the errors of both.
    mutating func add(_ page: [TrueObject]) {
        for object in page {
            guard let index = objects.firstIndex(where: { $0.id == object.id }) else {
                objects.append(object)
                continue
            }
            let earlier = objects[index].errors
            objects[index] = object
            objects[index].errors += earlier.filter { !object.errors.contains($0) }
        }
    }
}
