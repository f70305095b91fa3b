/// How many objects need attention, by kind.
struct AttentionCounts: Equatable, Sendable {
    /// Indexed by the raw value of the kind.
    private var counts = Array(repeating: 0, count: Attention.Kind.allCases.count)

    subscript(kind: Attention.Kind) -> Int {
        get { counts[kind.rawValue] }
        set { counts[kind.rawValue] = newValue }
    }

    var total: Int { counts.reduce(0, +) }

    /// The number of urgent ones.
    var urgent: Int { Attention.Kind.allCases.reduce(0) { $1.isUrgent ? $0 + self[$1] : $0 } }

    static func += (left: inout Self, right: Self) {
        for kind in Attention.Kind.allCases { left[kind] += right[kind] }
    }
}
