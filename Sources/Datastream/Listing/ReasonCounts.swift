/// Errors counted by reason, with a limit on the number of reasons.
public struct ReasonCounts: Sendable, Equatable {
    /// Maximum number of named reasons; the rest counts as ``other``.
    public static let limit = 50
    /// The name for all reasons past the limit.
    public static let other = LabelText("other")

    /// Errors by reason.
    public private(set) var counts: [LabelText: Int] = [:]

    /// Counts errors.
    ///
    /// The most frequent reasons keep their names; of equally frequent ones, the first in byte order.
    public init(_ errors: some Sequence<ReportedError>) {
        for error in errors { counts[LabelText(error.reason), default: 0] += 1 }
        guard counts.count > Self.limit else { return }
        let ranked = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        counts = Dictionary(ranked.prefix(Self.limit).map { ($0.key, $0.value) }, uniquingKeysWith: +)
        counts[Self.other, default: 0] += ranked.dropFirst(Self.limit).reduce(0) { $0 + $1.value }
    }

    /// The reasons and their counts, sorted by reason.
    public var sorted: [(reason: LabelText, count: Int)] {
        counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
