internal import Datastream
internal import Ledger
internal import Notation

/// The objects that need attention most, by rank, and the number of objects of each kind.
struct AttentionList: Equatable, Sendable {
    /// The most urgent ones.
    private(set) var shown: [Attention] = []
    /// The number of objects of each kind.
    private(set) var counts: [Attention.Kind: Int] = [:]

    private let limit: Int

    /// Creates a list that shows at most `limit` objects.
    init(limit: Int) { self.limit = limit }

    /// The number of objects that need attention.
    var total: Int { counts.values.reduce(0, +) }

    /// The number of urgent ones.
    var urgent: Int { counts.filter(\.key.isUrgent).values.reduce(0, +) }

    mutating func show(atMost count: Int) { shown = Array(shown.prefix(max(count, 0))) }

    /// Adds an object if it needs attention; one that ranks too low is only counted.
    mutating func add(_ object: StreamObject, label: @autoclosure () -> String, record: ObjectRecord?, now: Timestamp) {
        guard let need = Attention.need(object, record, now) else { return }
        counts[need.kind, default: 0] += 1
        if shown.count >= limit {
            guard let last = shown.last, last.isBelow(need.kind, need.since, label()) else { return }
            shown.removeLast()
        }
        let place = shown.firstIndex { $0.isBelow(need.kind, need.since, label()) } ?? shown.endIndex
        shown.insert(Attention(object, label: label(), need), at: place)
    }
}
