package import Datastream
package import Notation

extension StreamLedger {
    /// Counts what changed since the snapshot before.
    ///
    /// - Parameters:
    ///   - snapshot: a whole listing of the same stream.
    ///   - now: the time, which becomes that of states first seen and of ends of runs, and decides no counter.
    ///   - unseen: counters whose 0 nobody can have seen yet: what they come to waits.
    /// - Returns: what happened, object by object in the order of the listing, then the errors that are new.
    package mutating func fold(
        _ snapshot: Snapshot, at now: Timestamp, unseen: Set<ReasonTotals.Series> = []
    ) -> [LedgerEvent] {
        var events: [LedgerEvent] = []
        pace.watch(from: now)
        created = snapshot.stream.createTime ?? created
        counters.newErrorsByReason.settle(except: unseen)
        var errorsMoved = streamErrors != snapshot.stream.errors
        // Where nothing changed the arrays share their storage, and are equal without a look at their elements.
        if hasMissing || objects != snapshot.objects {
            errorsMoved = foldObjects(of: snapshot, at: now, into: &events) || errorsMoved
        }
        if errorsMoved { foldErrors(ofStream: snapshot.stream.errors, into: &events) }
        return events
    }

    /// Takes over the objects; whether any list of errors is another now.
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

    /// Counts what an object that was known has done.
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

    /// Counts an object that is seen for the first time, or again after it had disappeared.
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

    /// Counts what the sight of an object's job told.
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

    /// Keeps an object that a listing lacks for the first time.
    private mutating func keep(_ object: StreamObject, _ record: ObjectRecord, into events: inout [LedgerEvent]) {
        hasMissing = true
        objects.append(object)
        records.append(record)
        records[records.count - 1].isMissing = true
    }

    /// Counts an object that has gone.
    private mutating func dismiss(_ object: StreamObject, _ record: ObjectRecord, into events: inout [LedgerEvent]) {
        counters.objectsDisappeared.addSaturating(1)
        events.append(.disappeared(objectID: object.id))
        var record = record
        record.isMissing = false
        departed.insert(record, id: object.id)
    }
}
