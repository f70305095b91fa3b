public import Notation

/// The result of one complete poll of a stream, immutable and shared.
public final class Snapshot: Sendable, Equatable {
    /// The stream itself.
    public let stream: Stream
    /// All objects of the stream without duplicates, in the order of the listing.
    public let objects: [StreamObject]
    /// The labels of ``objects``, unique in the stream.
    public let labels: ObjectLabels
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
    ///   - previous: the snapshot before this one; parts that stay the same are shared with it.
    public init(stream: Stream, objects: [StreamObject], fetchedAt: Timestamp, previous: Snapshot? = nil) {
        self.stream = stream
        self.fetchedAt = fetchedAt
        if let previous, previous.objects.elementsEqual(objects, by: ===) {
            self.objects = previous.objects
            labels = previous.labels
            summary =
                previous.stream.errors == stream.errors
                ? previous.summary : StreamSummary(objects: objects, streamErrors: stream.errors)
        } else {
            self.objects = objects
            labels = previous?.labels(of: objects) ?? ObjectLabels(objects)
            summary = StreamSummary(objects: objects, streamErrors: stream.errors)
        }
    }

    /// Whether both are the same reference, or equal in everything.
    public static func == (left: Snapshot, right: Snapshot) -> Bool {
        left === right
            || left.stream == right.stream && left.objects == right.objects && left.labels == right.labels
                && left.summary == right.summary && left.fetchedAt == right.fetchedAt
    }
}

extension Snapshot {
    /// The labels, if the objects have the same ids and names in the same order.
    private func labels(of objects: [StreamObject]) -> ObjectLabels? {
        guard objects.count == self.objects.count,
            zip(objects, self.objects).allSatisfy({ $0 === $1 || $0.hasSameNames(as: $1) })
        else { return nil }
        return ObjectLabels(objects, sharing: labels)
    }
}
