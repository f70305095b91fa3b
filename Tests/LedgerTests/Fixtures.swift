import Datastream
import Ledger
import Notation

/// A second within the day on which all tests take place.
func at(_ second: Int) -> Timestamp { Timestamp(seconds: 1_700_000_000 + Int64(second)) }

/// A job with its state, start and end.
func job(
    _ state: BackfillState, _ start: Int? = nil, _ end: Int? = nil, by trigger: BackfillJob.Trigger = .automatic,
    errors: [ReportedError] = []
) -> BackfillJob {
    BackfillJob(
        state: state, trigger: trigger, lastStartTime: start.map(at), lastEndTime: end.map(at), errors: errors)
}

/// An object with its id and job.
func object(
    _ id: String, _ job: BackfillJob? = nil, name: String? = nil, created: Int? = nil, errors: [ReportedError] = []
) -> StreamObject {
    StreamObject(
        id: id, displayName: name ?? "public.\(id)", backfillJob: job, errors: errors, createTime: created.map(at))
}

/// An error with an id and a reason.
func error(_ uuid: String, _ reason: String = "CONNECTION") -> ReportedError {
    ReportedError(reason: reason, errorUuid: uuid, message: "it says \(uuid)", errorTime: at(1))
}

/// A complete listing.
func listing(_ objects: [StreamObject] = [], errors: [ReportedError] = []) -> Snapshot {
    let stream = Stream(name: StreamName(project: "p", location: "l", stream: "s"), errors: errors)
    return Snapshot(stream: stream, objects: objects, fetchedAt: at(0))
}

extension StreamLedger {
    /// Creates a ledger that saw these listings, one per minute, the first as its baseline.
    init(seeing listings: [StreamObject]..., bounds: LedgerBounds = .standard) {
        self.init(baseline: listing(listings.first ?? []), at: at(0), bounds: bounds)
        for (minute, objects) in listings.enumerated().dropFirst() { _ = fold(listing(objects), at: at(60 * minute)) }
    }

    /// The ledger as a store would return it.
    var kept: StreamLedger {
        StreamLedger(
            objects: Array(zip(objects, records)).map { (object: $0, record: $1) }, counters: counters, errors: errors,
            latestErrors: latestErrors, departed: departed, runs: RunLog(limit: 100), created: created, listed: listed)
    }

    /// The finished runs that no store has saved, with the times known now.
    var finished: [FinishedRun] {
        var runs: [FinishedRun] = []
        runs.take(self.runs.entries)
        return runs
    }

    /// The counters, without those at 0.
    var counted: [String: Int] { counters.flat.filter { $0.value != 0 } }
}

extension StreamCounters {
    /// All counters, each under one name.
    var flat: [String: Int] {
        var flat = ["appeared": objectsAppeared, "disappeared": objectsDisappeared]
        for (source, count) in newErrors.all { flat["errors \(source.rawValue)"] = count }
        for (series, count) in newErrorsByReason.totals {
            flat["errors \(series.source.rawValue) \(series.reason.value)"] = count
        }
        for (state, count) in transitions.all { flat["to \(state.rawValue)"] = count }
        for (trigger, count) in jobsStarted.all { flat["started \(trigger.rawValue)"] = count }
        for (jobs, count) in jobsFinished.all {
            flat["\(jobs.result.rawValue) \(jobs.trigger.rawValue)"] = count
        }
        for (index, count) in durations.counts.enumerated() { flat["duration \(index)"] = count }
        return flat
    }
}

extension [FinishedRun] {
    /// Does what a store does with entries, without any optimization.
    mutating func take(_ entries: some Sequence<RunLog.Entry>) {
        for entry in entries {
            switch entry {
            case .ended(let run): append(run)
            case .amended(let amendment):
                let found = lastIndex {
                    $0.objectID == amendment.objectID && $0.start == amendment.formerStart
                        && $0.end == amendment.formerEnd
                }
                guard let found else { continue }
                self[found].start = amendment.start
                self[found].end = amendment.end
            }
        }
    }
}
