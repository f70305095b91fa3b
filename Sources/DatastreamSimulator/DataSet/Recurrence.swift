internal import Datastream

/// A job that starts again and again; each run has its own outcome.
struct Recurrence: Hashable, Sendable {
    /// From the start of one run to the start of the next, in seconds.
    var period: Double
    /// When run 0 starts.
    var startsAt: Double
    /// How long a run waits before its start; shorter than the rest of the period.
    var waits: Double
    /// How long a run loads.
    var loads: Double
    /// The part of the object that each run loads; nil for the whole object.
    var sqlWhereClause: String?
    /// The seed of the runs' outcomes.
    var seed: UInt64

    /// The run that is waiting or loading, or else the last one that did.
    func run(at time: Double) -> BackfillRun {
        let number = ((time - startsAt + waits) / period).rounded(.down)
        let start = startsAt + number * period
        let before = outcome(of: number - 1)
        return BackfillRun(
            // Only an operator restarts a failed backfill.
            trigger: before == .completed ? .automatic : .manual, startsAt: start, endsAt: start + loads,
            outcome: outcome(of: number), sqlWhereClause: sqlWhereClause, seed: runSeed(number))
    }

    private func outcome(of number: Double) -> BackfillState {
        var generator = SplitMix64(seed: runSeed(number))
        let share = generator.share()
        return share < 0.2 ? .failed : share < 0.25 ? .stopped : .completed
    }

    private func runSeed(_ number: Double) -> UInt64 { SplitMix64.mixed(seed ^ number.bitPattern) }
}
