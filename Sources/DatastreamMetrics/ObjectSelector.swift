internal import Datastream

/// Chooses the objects that get their own series, and reuses its choice while nothing changes.
struct ObjectSelector: Sendable {
    /// The last choice for a stream.
    private struct Choice: Sendable {
        var ranking: ObjectRanking
        var cut: ObjectCut
        var selection: ObjectSelection
    }

    private let options: ObjectOptions
    private var choices: [StreamName: Choice] = [:]

    init(_ options: ObjectOptions) { self.options = options }

    /// Chooses among the objects of streams; the streams come in the order of their names.
    mutating func select(_ snapshots: [Snapshot]) -> [ObjectSelection] {
        let rankings = snapshots.map { snapshot in
            let earlier = choices[snapshot.stream.name]?.ranking
            if let earlier, earlier.fits(snapshot) { return (ranking: earlier, isKept: true) }
            return (ObjectRanking(of: snapshot, options, knowing: earlier), false)
        }
        let cuts = ObjectCut.cuts(of: rankings.map(\.ranking.counts), to: options.limit)
        var current: [StreamName: Choice] = [:]
        let selections = zip(snapshots, zip(rankings, cuts)).map { snapshot, choice in
            var (ranking, isKept) = choice.0
            let name = snapshot.stream.name
            if isKept, let earlier = choices[name], earlier.cut == choice.1 {
                current[name] = earlier
                return earlier.selection
            }
            let selection = ranking.selection(choice.1)
            current[name] = Choice(ranking: ranking, cut: choice.1, selection: selection)
            return selection
        }
        choices = current
        return selections
    }
}
