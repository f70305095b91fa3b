package import Datastream
package import Notation

extension StreamLedger {
    /// Counts what changed since the previous snapshot.
    ///
    /// - Parameters:
    ///   - snapshot: a complete listing of the same stream.
    ///   - now: the current time, recorded for new states and ended runs; no counter depends on it.
    ///   - unseen: counters whose 0 nobody can have seen yet; their errors wait.
    /// - Returns: what happened: object by object in listing order, then the new errors.
    package mutating func fold(
        _ snapshot: Snapshot, at now: Timestamp, unseen: Set<ReasonTotals.Series> = []
    ) -> [LedgerEvent] {
        var events: [LedgerEvent] = []
        pace.watch(from: now)
        created = snapshot.stream.createTime ?? created
        counters.newErrorsByReason.settle(except: unseen)
        var errorsMoved = streamErrors != snapshot.stream.errors
        // Unchanged arrays share their storage, so comparing them does not look at their elements.
        if hasMissing || objects != snapshot.objects {
            errorsMoved = foldObjects(of: snapshot, at: now, into: &events) || errorsMoved
        }
        if errorsMoved { foldErrors(ofStream: snapshot.stream.errors, into: &events) }
        return events
    }

    /// Folds the objects; returns whether any list of errors changed.
    private mutating func foldObjects(of snapshot: Snapshot, at now: Timestamp, into events: inout [LedgerEvent])
        -> Bool
    {
        var former = FormerObjects(objects: objects, records: records)
        var newcomers: [Int] = []
        var errorsMoved = false
        records = []
        records.reserveCapacity(former.records.count)
        for (position, object) in snapshot.objects.enumerated() {
            guard let place = former.take(object, near: position) else {
                newcomers.append(position)
                records.append(welcome(object, label: snapshot.labels[position], at: now, into: &events))
                errorsMoved = errorsMoved || object.listsErrors
                continue
            }
            var record = former.records[place]
            if record.isMissing || former.objects[place] != object {
                follow(object, label: snapshot.labels[position], &record, at: now, into: &events)
                errorsMoved = errorsMoved || !former.objects[place].listsSameErrors(as: object)
            }
            records.append(record)
        }
        objects = snapshot.objects
        hasMissing = false
        for place in former.left(by: newcomers.map { snapshot.objects[$0] }) {
            errorsMoved = errorsMoved || (place.isGone && former.objects[place.index].listsErrors)
            if place.isGone {
                dismiss(former.objects[place.index], former.records[place.index], into: &events)
            } else {
                keep(former.objects[place.index], former.records[place.index], into: &events)
            }
        }
        departed.fade()
        noteStates()
        return errorsMoved
    }

    /// Counts the changes of a known object.
    private mutating func follow(
        _ object: StreamObject, label: String, _ record: inout ObjectRecord, at now: Timestamp,
        into events: inout [LedgerEvent]
    ) {
        record.isMissing = false
        if record.isOlder(than: object) {
            counters.objectsDisappeared.addSaturating(1)
            events.append(.disappeared(objectID: object.id))
            record = welcome(object, label: label, at: now, into: &events)
            return
        }
        record.note(createTime: object.createTime)
        let moved = record.state != object.backfillState
        if moved {
            counters.transitions.count(object.backfillState)
            events.append(.transition(objectID: object.id, from: record.state, to: object.backfillState))
            record.since = now
            record.state = object.backfillState
        }
        record.previousDuration = object.backfillJob?.wholeDuration ?? record.previousDuration
        countJob(
            of: object, label: label, record.jobs.observe(object.backfillJob, moved: moved), at: now, into: &events)
    }

    /// Counts an object that is seen for the first time, or again after it disappeared.
    private mutating func welcome(
        _ object: StreamObject, label: String, at now: Timestamp, into events: inout [LedgerEvent]
    ) -> ObjectRecord {
        counters.objectsAppeared.addSaturating(1)
        events.append(.appeared(objectID: object.id))
        var record = ObjectRecord(state: object.backfillState, since: now, createTime: object.createTime)
        var moved = true
        if let former = departed.remove(object.id), !former.isOlder(than: object) {
            record.jobs = former.jobs
            record.previousDuration = former.previousDuration
            record.note(createTime: former.createTime)
            moved = former.state != object.backfillState
        }
        record.previousDuration = object.backfillJob?.wholeDuration ?? record.previousDuration
        countJob(
            of: object, label: label, record.jobs.observe(object.backfillJob, moved: moved), at: now, into: &events)
        return record
    }

    /// Counts what was observed of an object's job.
    private mutating func countJob(
        of object: StreamObject, label: String, _ seen: JobMemory.Observation, at now: Timestamp,
        into events: inout [LedgerEvent]
    ) {
        guard let job = object.backfillJob else { return }
        if seen.isStart {
            counters.jobsStarted.count(job.trigger)
            events.append(.jobStarted(objectID: object.id, trigger: job.trigger))
        }
        if let result = seen.result {
            counters.jobsFinished.count(StreamCounters.FinishedJobs(trigger: job.trigger, result: result))
            let run = FinishedRun(job, result: result, of: object.id, label: label, at: now)
            runs.add(.ended(run))
            pace.note(endAt: now)
            events.append(.jobFinished(run))
        } else if let former = seen.amended {
            runs.add(.amended(RunAmendment(former, of: object.id, as: job)))
        }
        if let duration = seen.duration { counters.durations.observe(duration) }
    }

    /// Keeps an object that is missing from a listing for the first time.
    private mutating func keep(_ object: StreamObject, _ record: ObjectRecord, into events: inout [LedgerEvent]) {
        hasMissing = true
        objects.append(object)
        records.append(record)
        records[records.count - 1].isMissing = true
    }

    /// Counts an object that is gone, and remembers its record.
    private mutating func dismiss(_ object: StreamObject, _ record: ObjectRecord, into events: inout [LedgerEvent]) {
        counters.objectsDisappeared.addSaturating(1)
        events.append(.disappeared(objectID: object.id))
        var record = record
        record.isMissing = false
        departed.insert(record, id: object.id)
    }
}
