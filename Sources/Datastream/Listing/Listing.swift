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
        var added = 0
        if let unchanged {
            while added < page.count, unchanged + added < previous.count, page[added] === previous[unchanged + added] {
                added += 1
            }
            self.unchanged = unchanged + added
        }
        guard added < page.count else { return }
        if let unchanged {
            merged.reserveCapacity(max(previous.count, unchanged + page.count - added))
            merged += previous[..<unchanged]
            self.unchanged = nil
        }
        while positions == nil, added < page.count, merged.count < previous.count,
            page[added].hasSameID(as: previous[merged.count])
        {
            merged.append(page[added])
            added += 1
        }
        if added < page.count { merge(page[added...]) }
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
