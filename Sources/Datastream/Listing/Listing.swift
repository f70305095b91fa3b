internal import Notation

/// The objects of a listing in progress, merged by id, because an object may move between pages while they are read.
public struct Listing: Sendable {
    /// The objects of the last listing, without duplicates.
    private let previous: [StreamObject]
    /// How many objects at the start are those of the last listing; they are copied when another one follows.
    private var unchanged: Int? = 0
    /// The objects so far, if not all of them are those of the last listing.
    private var merged: [StreamObject] = []
    /// The indices of ``merged`` by id.
    ///
    /// It is nil while the ids arrive as in the last listing, because no id can repeat then.
    private var positions: [ByteText: Int]?

    /// Creates an empty listing.
    public init(previous: [StreamObject] = []) { self.previous = previous }

    /// The objects so far, without duplicates; the array of the last listing if nothing has changed.
    public var objects: [StreamObject] {
        guard let unchanged else { return merged }
        return unchanged == previous.count ? previous : Array(previous[..<unchanged])
    }

    /// Adds a page.
    ///
    /// An object seen before gets its later state and the errors of both.
    public mutating func add(_ page: [StreamObject]) {
        var page = page[...]
        if let unchanged {
            let same = count(of: page, like: unchanged, by: ===)
            self.unchanged = unchanged + same
            page = page.dropFirst(same)
        }
        guard !page.isEmpty else { return }
        if let unchanged {
            merged.reserveCapacity(max(previous.count, unchanged + page.count))
            merged += previous[..<unchanged]
            self.unchanged = nil
        }
        if positions == nil {
            let same = count(of: page, like: merged.count) { $0.hasSameID(as: $1) }
            merged += page.prefix(same)
            page = page.dropFirst(same)
        }
        if !page.isEmpty { merge(page) }
    }

    /// How many objects at the beginning of a page are as in the last listing, from a place there on.
    private func count(
        of page: ArraySlice<StreamObject>, like place: Int, by areSame: (StreamObject, StreamObject) -> Bool
    ) -> Int {
        var count = 0
        while count < page.count, place + count < previous.count,
            areSame(page[page.startIndex + count], previous[place + count])
        {
            count += 1
        }
        return count
    }

    private mutating func merge(_ page: ArraySlice<StreamObject>) {
        var positions =
            self.positions.take() ?? Dictionary(uniqueKeysWithValues: merged.enumerated().map { (ByteText($1.id), $0) })
        for object in page {
            let id = ByteText(object.id)
            if let position = positions[id] {
                add(object, at: position)
            } else {
                positions[id] = merged.count
                merged.append(object)
            }
        }
        self.positions = positions
    }

    private mutating func add(_ object: StreamObject, at position: Int) {
        let earlier = merged[position]
        guard object != earlier else { return }
        merged[position] = object.with(
            backfillJob: object.backfillJob, errors: union(earlier.errors, object.errors))
    }

    private func union(_ earlier: [ReportedError], _ later: [ReportedError]) -> [ReportedError] {
        let known = Set(later)
        return Array((later + earlier.filter { !known.contains($0) }).prefix(JSONElement.maximumItems))
    }
}
