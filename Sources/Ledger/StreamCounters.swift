package import Datastream

/// The Prometheus counters of one stream, which never decrease.
package struct StreamCounters: Sendable, Equatable {
    /// The labels of a counter of finished jobs.
    package struct FinishedJobs: TallyKey {
        /// Who started them.
        package let trigger: BackfillJob.Trigger
        /// How they ended.
        package let result: JobResult

        /// Creates the labels for a trigger and a result.
        package init(trigger: BackfillJob.Trigger, result: JobResult) {
            self.trigger = trigger
            self.result = result
        }

        /// Its place in ``allCases``.
        package var place: Int { trigger.place * JobResult.allCases.count + result.place }

        /// Every trigger with every result.
        package static var allCases: [FinishedJobs] {
            BackfillJob.Trigger.allCases.flatMap { trigger in
                JobResult.allCases.map { FinishedJobs(trigger: trigger, result: $0) }
            }
        }
    }

    /// Errors first seen, by source.
    package internal(set) var newErrors: Tally<ErrorSource>
    /// The same errors by source and reason.
    package internal(set) var newErrorsByReason: ReasonTotals
    /// Changes of an object's state, by the new state.
    package internal(set) var transitions: Tally<BackfillState>
    /// Backfill jobs seen to start, by trigger.
    package internal(set) var jobsStarted: Tally<BackfillJob.Trigger>
    /// Backfill jobs seen to end, by trigger and result.
    package internal(set) var jobsFinished: Tally<FinishedJobs>
    /// Seconds from start to end of jobs seen to complete.
    package internal(set) var durations: Histogram
    /// Objects first seen after the baseline.
    package internal(set) var objectsAppeared: Int
    /// Objects that left the stream.
    package internal(set) var objectsDisappeared: Int

    /// Upper bounds of ``durations`` in seconds, from ten seconds to a week.
    ///
    /// Up to three days, each bound is at most 1.5 times the one before it, so that no quantile is off by more than
    /// that. The bounds of earlier versions must stay, because ledger files store counts by them. A file knows nothing
    /// of bounds added later; their cumulative counts begin at that of the next lower bound.
    package static let durationBounds: [Double] = [
        10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 300, 450, 600, 900, 1_200, 1_800, 2_700, 3_600, 5_400, 7_200,
        10_800, 14_400, 21_600, 28_800, 43_200, 57_600, 86_400, 129_600, 172_800, 259_200, 604_800,
    ]

    /// Restores stored counters, or starts at 0.
    package init(
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
