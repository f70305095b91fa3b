internal import Datastream

/// The life of an object's backfill job over time.
enum BackfillLife: Hashable, Sendable {
    /// There is never a job.
    case never
    /// There is a job that has not started.
    case notStarted
    /// There is one run.
    case once(BackfillRun)
    /// Runs follow each other forever.
    case recurring(Recurrence)

    /// The run that is visible at a time.
    func run(at time: Double) -> BackfillRun? {
        switch self {
        case .never, .notStarted: nil
        case .once(let run): run
        case .recurring(let recurrence): recurrence.run(at: time)
        }
    }

    /// The state of the job; `NONE` if there is none.
    func state(at time: Double) -> BackfillState {
        switch self {
        case .never: .none
        case .notStarted: .notStarted
        case .once, .recurring: run(at: time)?.state(at: time) ?? .none
        }
    }
}
