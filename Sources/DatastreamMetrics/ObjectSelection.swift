/// Which objects of a stream get series of their own, and how many do not.
struct ObjectSelection: Equatable, Sendable {
    /// Why an object has no series of its own.
    enum Reason: String, CaseIterable, Sendable {
        case detail, filter, limit
    }

    /// Whether an object has series, for each of the snapshot's objects.
    var isVisible: [Bool]
    /// The others, by reason.
    var dropped: [Reason: Int]
}
