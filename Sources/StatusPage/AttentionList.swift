internal import Datastream
internal import Notation

/// The objects that need attention most, by rank, and the number of objects of each kind.
struct AttentionList: Equatable, Sendable {
    /// The most urgent ones.
    private(set) var shown: [Attention] = []

    private let limit: Int
    /// The number of objects by the raw value of their kind.
    private var tally = Array(repeating: 0, count: Attention.Kind.allCases.count)

    /// Creates a list that shows at most `limit` objects.
    init(limit: Int) { self.limit = limit }

    /// The number of objects of each kind of which there are any.
    var counts: [Attention.Kind: Int] {
        Dictionary(uniqueKeysWithValues: zip(Attention.Kind.allCases, tally)).filter { $0.value > 0 }
    }

    /// The number of objects that need attention.
    var total: Int { tally.reduce(0, +) }

    /// The number of urgent ones.
    var urgent: Int { counts.filter(\.key.isUrgent).values.reduce(0, +) }

    mutating func show(atMost count: Int) { shown = Array(shown.prefix(max(count, 0))) }

    /// Adds an object, in its state since `stateSince`, if it needs attention; one that ranks too low is only counted.
    mutating func add(
        _ object: StreamObject, label: @autoclosure () -> String, stateSince: Timestamp?, now: Timestamp
    ) {
        guard let need = Attention.need(object, stateSince, now) else { return }
        tally[need.kind.rawValue] += 1
        if shown.count >= limit {
            guard let last = shown.indices.last, shown[last].isBelow(need.kind, need.since, label()) else { return }
            shown.removeLast()
        }
        let place = shown.firstIndex { $0.isBelow(need.kind, need.since, label()) } ?? shown.endIndex
        shown.insert(Attention(object, label: label(), need), at: place)
    }
}
