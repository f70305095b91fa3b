public import Notation

/// The result of one complete poll of a stream.
public struct Snapshot: Sendable, Equatable {
    /// The stream itself.
    public let stream: Stream
    /// All objects of the stream without duplicates, in the order of the listing.
    public let objects: [StreamObject]
    /// The labels of ``objects``, unique in the stream.
    public let labels: [String]
    /// Totals over the objects.
    public let summary: StreamSummary
    /// When the listing was complete.
    public let fetchedAt: Timestamp

    /// Creates a snapshot from a complete listing without duplicates.
    ///
    /// - Parameters:
    ///   - stream: the stream.
    ///   - objects: its objects.
    ///   - fetchedAt: when the listing was complete.
    ///   - previous: the snapshot before this one; equal parts are shared with it instead of made again.
    public init(stream: Stream, objects: [StreamObject], fetchedAt: Timestamp, previous: Snapshot? = nil) {
        self.stream = stream
        self.fetchedAt = fetchedAt
        if let previous, previous.objects == objects {
            self.objects = previous.objects
            labels = previous.labels
            summary =
                previous.stream.errors == stream.errors
                ? previous.summary : StreamSummary(objects: objects, streamErrors: stream.errors)
        } else {
            self.objects = objects
            labels = previous?.labels(of: objects) ?? ObjectLabels.unique(for: objects)
            summary = StreamSummary(objects: objects, streamErrors: stream.errors)
        }
    }
}

extension Snapshot {
    /// The labels, if the objects have the same ids and names in the same order.
    private func labels(of objects: [StreamObject]) -> [String]? {
        guard objects.count == self.objects.count,
            zip(objects, self.objects).allSatisfy({ $0 === $1 || $0.hasSameNames(as: $1) })
        else { return nil }
        return labels
    }
}

/// The objects of a listing in progress, merged by id, because an object may move between pages while they are read.
public struct Listing: Sendable {
    /// The objects so far, without duplicates.
    public private(set) var objects: [StreamObject] = []
    /// The objects of the last listing, without duplicates.
    private let previous: [StreamObject]
    /// The indices of ``objects`` by id.
    ///
    /// It is nil while the ids arrive as in the last listing, because no id can repeat then.
    private var positions: [ByteText: Int]?

    /// Creates an empty listing.
    public init(previous: [StreamObject] = []) {
        self.previous = previous
        objects.reserveCapacity(previous.count)
    }

    /// Adds a page.
    ///
    /// An object seen before gets its later state and the errors of both.
    public mutating func add(_ page: [StreamObject]) {
        var page = page[...]
        if positions == nil {
            while let object = page.first, objects.count < previous.count,
                object.hasSameID(as: previous[objects.count])
            {
                objects.append(object)
                page = page.dropFirst()
            }
        }
        guard !page.isEmpty else { return }
        var positions =
            self.positions ?? Dictionary(uniqueKeysWithValues: objects.enumerated().map { (ByteText($1.id), $0) })
        self.positions = nil
        for object in page {
            let id = ByteText(object.id)
            if let position = positions[id] {
                add(object, at: position)
            } else {
                positions[id] = objects.count
                objects.append(object)
            }
        }
        self.positions = positions
    }

    private mutating func add(_ object: StreamObject, at position: Int) {
        let earlier = objects[position]
        guard object != earlier else { return }
        objects[position] = object.with(
            backfillJob: object.backfillJob, errors: union(earlier.errors, object.errors))
    }

    private func union(_ earlier: [ReportedError], _ later: [ReportedError]) -> [ReportedError] {
        let known = Set(later)
        return Array((later + earlier.filter { !known.contains($0) }).prefix(JSONElement.maximumItems))
    }
}
