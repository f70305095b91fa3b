public import Datastream

/// How a backfill job may end.
public enum JobResult: String, CaseIterable, Sendable {
    case completed
    case failed
    case stopped
    case unsupported

    /// What a state says of the end of a job; nil while it says none.
    public init?(_ state: BackfillState) {
        switch state {
        case .completed: self = .completed
        case .failed: self = .failed
        case .stopped: self = .stopped
        case .unsupported: self = .unsupported
        case .none, .notStarted, .pending, .active, .unknown: return nil
        }
    }
}

/// What the Prometheus counters of one stream stand at; none ever goes down.
public struct StreamCounters: Sendable, Equatable {
    /// The labels of a counter of finished jobs.
    public struct FinishedJobs: Hashable, CaseIterable, Sendable {
        /// Who started them.
        public let trigger: BackfillJob.Trigger
        /// How they ended.
        public let result: JobResult

        /// Jobs of a trigger that ended so.
        public init(trigger: BackfillJob.Trigger, result: JobResult) {
            self.trigger = trigger
            self.result = result
        }

        /// Every trigger with every result.
        public static var allCases: [FinishedJobs] {
            BackfillJob.Trigger.allCases.flatMap { trigger in
                JobResult.allCases.map { FinishedJobs(trigger: trigger, result: $0) }
            }
        }
    }

    /// Errors first seen, by source.
    public internal(set) var newErrors: Tally<ErrorSource>
    /// The same errors by source and reason.
    public internal(set) var newErrorsByReason: ReasonTotals
    /// Changes of an object's state, by the new state.
    public internal(set) var transitions: Tally<BackfillState>
    /// Backfill jobs seen to start, by trigger.
    public internal(set) var jobsStarted: Tally<BackfillJob.Trigger>
    /// Backfill jobs seen to end, by trigger and result.
    public internal(set) var jobsFinished: Tally<FinishedJobs>
    /// Seconds from start to end of jobs seen to complete.
    public internal(set) var durations: Histogram
    /// Objects first seen after the baseline.
    public internal(set) var objectsAppeared: Int
    /// Objects that left the stream.
    public internal(set) var objectsDisappeared: Int

    /// Upper bounds of ``durations`` in seconds: from a minute to a week.
    public static let durationBounds: [Double] = [
        60, 300, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 57_600, 86_400, 172_800, 604_800,
    ]

    /// Counters that were kept, or at 0.
    public init(
        newErrors: Tally<ErrorSource> = Tally(), newErrorsByReason: ReasonTotals = ReasonTotals(),
        transitions: Tally<BackfillState> = Tally(), jobsStarted: Tally<BackfillJob.Trigger> = Tally(),
        jobsFinished: Tally<FinishedJobs> = Tally(), durations: Histogram = Histogram(bounds: durationBounds),
        objectsAppeared: Int = 0, objectsDisappeared: Int = 0
    ) {
        self.newErrors = newErrors
        self.newErrorsByReason = newErrorsByReason
        self.transitions = transitions
        self.jobsStarted = jobsStarted
        self.jobsFinished = jobsFinished
        self.durations = durations
        self.objectsAppeared = objectsAppeared
        self.objectsDisappeared = objectsDisappeared
    }
}
