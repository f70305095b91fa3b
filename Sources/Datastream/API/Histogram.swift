/// Observations counted into buckets.
public struct Histogram: Sendable, Equatable {
    /// Upper bounds in ascending order, without infinity.
    public let bounds: [Double]
    /// Observations per bucket, not cumulative; one more than ``bounds``, the last for values above all bounds.
    public private(set) var counts: [Int]
    /// The sum of all observations.
    public private(set) var sum = 0.0

    /// Creates an empty histogram.
    public init(bounds: [Double]) {
        self.bounds = bounds
        counts = Array(repeating: 0, count: bounds.count + 1)
    }

    /// Restores a stored histogram; nil when its parts are inconsistent.
    public init?(bounds: [Double], counts: [Int], sum: Double) {
        guard counts.count == bounds.count + 1, counts.allSatisfy({ $0 >= 0 }), sum.isFinite else { return nil }
        self.bounds = bounds
        self.counts = counts
        self.sum = sum
    }

    /// Counts one observation; a bucket at the maximum of `Int` stops counting.
    public mutating func observe(_ value: Double) {
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        let (count, overflow) = counts[bucket].addingReportingOverflow(1)
        if !overflow { counts[bucket] = count }
        sum += value
    }
}

extension Duration {
    /// The duration in seconds.
    public var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1_000_000_000_000_000_000
    }
}
