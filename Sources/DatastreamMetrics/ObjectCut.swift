/// Which of a stream's objects a limit keeps: all of the ranks before `rank`, and `take` objects of that rank.
struct ObjectCut: Equatable, Sendable {
    let rank: Int
    let take: Int

    /// Cuts all streams, in the order of their names, to the most urgent objects overall.
    ///
    /// - Parameters:
    ///   - streams: the number of candidates of each rank, for each stream.
    ///   - limit: the maximum number of objects overall; 0 means no limit.
    /// - Returns: a cut for each stream.
    static func cuts(of streams: [[Int]], to limit: Int) -> [ObjectCut] {
        let ranks = streams.map(\.count).max() ?? 0
        var left = limit
        for rank in 0..<ranks where limit > 0 {
            let candidates = streams.reduce(0) { $0 + $1[rank] }
            if candidates <= left {
                left -= candidates
                continue
            }
            return streams.map { counts in
                let take = min(counts[rank], left)
                left -= take
                return ObjectCut(rank: rank, take: take)
            }
        }
        return streams.map { _ in ObjectCut(rank: ranks, take: 0) }
    }
}
