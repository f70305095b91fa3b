package import Datastream

/// New errors counted by source and reason.
///
/// Prometheus sees growth only in a series that it already knows. A new reason is therefore shown at 0 first; its
/// errors wait until a later fold adds them.
package struct ReasonTotals: Sendable, Equatable {
    /// The labels of one counter.
    package struct Series: Hashable, Comparable, Sendable {
        /// Where the errors are listed.
        package let source: ErrorSource
        /// Their reason, or `other`.
        package let reason: LabelText

        /// The counter of a source and a reason.
        package init(source: ErrorSource, reason: LabelText) {
            self.source = source
            self.reason = reason
        }

        /// Orders by source, then reason.
        package static func < (left: Series, right: Series) -> Bool {
            (left.source, left.reason) < (right.source, right.reason)
        }
    }

    /// The counters.
    package private(set) var totals: [Series: Int] = [:]
    /// Errors that a later fold will add.
    package private(set) var waiting: [Series: Int] = [:]

    private var named: Set<LabelText> = []

    /// How many reasons of a stream get a name of their own, first come, first served; later ones count as `other`.
    package static let limit = ReasonCounts.limit

    /// Creates empty totals.
    package init() {}

    /// Restores stored counters.
    package init(totals: [Series: Int], waiting: [Series: Int]) {
        self.totals = totals
        self.waiting = waiting
        named = Set(totals.keys.map(\.reason)).subtracting([ReasonCounts.other])
    }

    /// Adds the counter of a reason at 0, without counting an error; later errors wait until the 0 was shown.
    mutating func see(_ reason: LabelText, source: ErrorSource) {
        let series = series(of: reason, source: source)
        guard totals[series] == nil else { return }
        totals[series] = 0
        waiting[series] = 0
    }

    /// Counts one error, now or in a later fold.
    mutating func count(_ reason: LabelText, source: ErrorSource) {
        let series = series(of: reason, source: source)
        if totals[series] == nil {
            totals[series] = 0
            waiting[series] = 1
        } else if waiting[series] != nil {
            waiting[series, default: 0].addSaturating(1)
        } else {
            totals[series, default: 0].addSaturating(1)
        }
    }

    /// Adds the errors that wait since earlier folds, except those of counters whose 0 must be shown first.
    mutating func settle(except unseen: Set<Series> = []) {
        for (series, amount) in waiting where !unseen.contains(series) {
            totals[series, default: 0].addSaturating(amount)
            waiting[series] = nil
        }
    }

    private mutating func series(of reason: LabelText, source: ErrorSource) -> Series {
        if !named.contains(reason), reason != ReasonCounts.other, named.count < Self.limit { named.insert(reason) }
        return Series(source: source, reason: named.contains(reason) ? reason : ReasonCounts.other)
    }
}
