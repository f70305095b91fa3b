public import Notation

/// All that one whole poll of a stream learnt.
public struct Snapshot: Sendable, Equatable {
    /// The stream itself.
    public let stream: Stream
    /// All objects of the stream, each once, in the order of the listing.
    public let objects: [StreamObject]
    /// The label of each object of ``objects``: unique in the stream.
    public let labels: [String]
    /// What the objects come to.
    public let summary: StreamSummary
    /// When the listing was whole.
    public let fetchedAt: Timestamp

    /// A snapshot of a whole listing, in which no object stands twice.
    ///
    /// - Parameters:
    ///   - stream: the stream.
    ///   - objects: its objects.
    ///   - fetchedAt: when the listing was whole.
    ///   - previous: the snapshot before; what is equal is shared with it, not made again.
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
            labels = ObjectLabels.unique(for: objects)
            summary = StreamSummary(objects: objects, streamErrors: stream.errors)
        }
    }
}

/// The objects of a listing in the making: folded by id, as an object may move between pages while they are read.
public struct Listing: Sendable {
    /// The objects so far, each once.
    public private(set) var objects: [StreamObject] = []
    private var positions: [ByteText: Int] = [:]

    /// An empty listing.
    public init() {}

    /// Adds a page: of an object seen before the later state holds, with the errors of both.
    public mutating func add(_ page: [StreamObject]) {
        for object in page {
            let id = ByteText(object.id)
            if let position = positions[id] {
                let errors = union(objects[position].errors, object.errors)
                objects[position] = object.with(backfillJob: object.backfillJob, errors: errors)
            } else {
                positions[id] = objects.count
                objects.append(object)
            }
        }
    }

    private func union(_ earlier: [ReportedError], _ later: [ReportedError]) -> [ReportedError] {
        let known = Set(later)
        return Array((later + earlier.filter { !known.contains($0) }).prefix(JSONElement.maximumItems))
    }
}
