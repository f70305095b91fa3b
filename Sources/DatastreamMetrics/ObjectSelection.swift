/// Which objects of a stream get their own series, and how many do not.
struct ObjectSelection: Equatable, Sendable {
    /// Why an object does not get its own series.
    enum Reason: String, CaseIterable, Sendable {
        case detail, filter, limit
    }

    /// For each of the snapshot's objects, whether it gets series.
    var isVisible: [Bool]
    /// The number of the other objects, by reason.
    var dropped: [Reason: Int]
}
