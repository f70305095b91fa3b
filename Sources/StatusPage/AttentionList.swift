internal import Datastream
internal import Notation

/// The objects that need attention most, by rank, and the number of objects of each kind.
struct AttentionList: Equatable, Sendable {
    /// The most urgent ones.
    private(set) var shown: [Attention] = []
    /// The number of all, shown or not.
    private(set) var counts = AttentionCounts()

    private let limit: Int

    /// Creates a list that shows at most `limit` objects.
    init(limit: Int) { self.limit = limit }

    mutating func show(atMost count: Int) { shown = Array(shown.prefix(max(count, 0))) }

    /// Adds an object, in its state since `stateSince`, if it needs attention; one that ranks too low is only counted.
    mutating func add(
        _ object: StreamObject, label: @autoclosure () -> String, stateSince: Timestamp?, now: Timestamp
    ) {
        guard let need = Attention.need(object, stateSince, now) else { return }
        counts[need.kind] += 1
        if shown.count >= limit {
            // By index, because `last` would copy it.
            guard let last = shown.indices.last, shown[last].isBelow(need.kind, need.since, label()) else { return }
            shown.removeLast()
        }
        let place = shown.firstIndex { $0.isBelow(need.kind, need.since, label()) } ?? shown.endIndex
        shown.insert(Attention(object, label: label(), need), at: place)
    }
}
