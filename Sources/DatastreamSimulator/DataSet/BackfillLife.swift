internal import Datastream

/// The life of an object's backfill job over time.
enum BackfillLife: Hashable, Sendable {
    /// There never is a job.
    case never
    /// There is a job that has not been started.
    case notStarted
    /// There is one run.
    case once(BackfillRun)
    /// Runs follow each other forever.
    case recurring(Recurrence)

    /// The run that shows at a time.
    func run(at time: Double) -> BackfillRun? {
        switch self {
        case .never, .notStarted: nil
        case .once(let run): run
        case .recurring(let recurrence): recurrence.run(at: time)
        }
    }

    /// The state of the job; `NONE` when there is none.
    func state(at time: Double) -> BackfillState {
        switch self {
        case .never: .none
        case .notStarted: .notStarted
        case .once, .recurring: run(at: time)?.state(at: time) ?? .none
        }
    }
}

/// A job that starts again and again, each run with an end of its own.
struct Recurrence: Hashable, Sendable {
    /// From the start of one run to the start of the next, in seconds.
    var period: Double
    /// When run 0 starts.
    var startsAt: Double
    /// How long a run waits before its start; less than what a period leaves.
    var waits: Double
    /// How long a run loads.
    var loads: Double
    /// The part of the object that each run loads; nil for the whole.
    var sqlWhereClause: String?
    /// What the ends of the runs are drawn from.
    var seed: UInt64

    /// The run that waits or loads, or the last that did.
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
