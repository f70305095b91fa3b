internal import Datastream
internal import Ledger
internal import Notation

/// The objects that most need attention, by rank, and how many there are of each kind.
struct AttentionList: Equatable, Sendable {
    /// The most urgent ones.
    private(set) var shown: [Attention] = []
    /// How many there are of each kind.
    private(set) var counts: [Attention.Kind: Int] = [:]

    private let limit: Int

    /// A list that shows at most so many.
    init(limit: Int) { self.limit = limit }

    /// How many there are.
    var total: Int { counts.values.reduce(0, +) }

    /// How many cannot wait.
    var urgent: Int { counts.filter(\.key.isUrgent).values.reduce(0, +) }

    /// Shows fewer.
    mutating func show(atMost count: Int) { shown = Array(shown.prefix(max(count, 0))) }

    /// Adds an object if it needs attention; one that ranks too low is only counted.
    mutating func add(_ object: StreamObject, label: String, record: ObjectRecord?, now: Timestamp) {
        guard let need = Attention.need(object, record, now) else { return }
        counts[need.kind, default: 0] += 1
        if shown.count >= limit {
            guard let last = shown.last, last.isBelow(need.kind, need.since, label) else { return }
            shown.removeLast()
        }
        let place = shown.firstIndex { $0.isBelow(need.kind, need.since, label) } ?? shown.endIndex
        shown.insert(Attention(object, label: label, need), at: place)
    }
}
