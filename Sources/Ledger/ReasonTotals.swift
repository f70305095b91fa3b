package import Datastream

/// New errors counted by source and reason.
///
/// Prometheus sees only the growth of a series that it knows, so a reason seen for the first time stands at 0 until that 0 was
/// shown; what it comes to waits, and is added by a later fold.
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
    /// What a later fold will add.
    package private(set) var waiting: [Series: Int] = [:]

    private var named: Set<LabelText> = []

    /// Most reasons of a stream that are named, first come, first named; whatever comes later counts as `other`.
    package static let limit = ReasonCounts.limit

    /// No reason was seen yet.
    package init() {}

    /// Counters that were kept.
    package init(totals: [Series: Int], waiting: [Series: Int]) {
        self.totals = totals
        self.waiting = waiting
        named = Set(totals.keys.map(\.reason)).subtracting([ReasonCounts.other])
    }

    /// Takes a reason for seen without counting it.
    mutating func see(_ reason: LabelText, source: ErrorSource) {
        let series = series(of: reason, source: source)
        if totals[series] == nil { totals[series] = 0 }
    }

    /// Counts one error, now or by a later fold.
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

    /// Adds what waited since earlier folds, but for the series whose 0 must be shown first.
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
