import Datastream
import Ledger
import Notation

/// A second of a day in which all tests take place.
func at(_ second: Int) -> Timestamp { Timestamp(seconds: 1_700_000_000 + Int64(second)) }

/// A job: its state, and when it started and ended.
func job(
    _ state: BackfillState, _ start: Int? = nil, _ end: Int? = nil, by trigger: BackfillJob.Trigger = .automatic,
    errors: [ReportedError] = []
) -> BackfillJob {
    BackfillJob(
        state: state, trigger: trigger, lastStartTime: start.map(at), lastEndTime: end.map(at), errors: errors)
}

/// An object: its id and its job.
func object(
    _ id: String, _ job: BackfillJob? = nil, name: String? = nil, created: Int? = nil, errors: [ReportedError] = []
) -> StreamObject {
    StreamObject(
        id: id, displayName: name ?? "public.\(id)", backfillJob: job, errors: errors, createTime: created.map(at))
}

/// An error of a reason and an id.
func error(_ uuid: String, _ reason: String = "CONNECTION") -> ReportedError {
    ReportedError(reason: reason, errorUuid: uuid, message: "it says \(uuid)", errorTime: at(1))
}

/// A whole listing.
func listing(_ objects: [StreamObject] = [], errors: [ReportedError] = []) -> Snapshot {
    let stream = Stream(name: StreamName(project: "p", location: "l", stream: "s"), errors: errors)
    return Snapshot(stream: stream, objects: objects, fetchedAt: at(0))
}

extension StreamLedger {
    /// A ledger that saw these listings, one a minute, the first as its baseline.
    init(seeing listings: [StreamObject]..., bounds: LedgerBounds = .standard) {
        self.init(baseline: listing(listings.first ?? []), at: at(0), bounds: bounds)
        for (minute, objects) in listings.enumerated().dropFirst() { _ = fold(listing(objects), at: at(60 * minute)) }
    }

    /// The ledger as a store gives it back.
    var kept: StreamLedger {
        StreamLedger(
            objects: Array(zip(objects, records)).map { (object: $0, record: $1) }, counters: counters, errors: errors,
            latestErrors: latestErrors, departed: departed, runs: RunLog(limit: 100), created: created, listed: listed)
    }

    /// The finished runs that no store has taken, as they are known now.
    var finished: [FinishedRun] {
        var runs: [FinishedRun] = []
        runs.take(self.runs.entries)
        return runs
    }

    /// What the counters came to, those at 0 left out.
    var counted: [String: Int] { counters.flat.filter { $0.value != 0 } }
}

extension StreamCounters {
    /// All counters under one name each.
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
    /// Does what a store does with entries, with all the time there is.
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
