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
        created = snapshot.stream.createTime ?? created
        counters.newErrorsByReason.settle(except: unseen)
        let changes = foldObjects(of: snapshot, at: now, into: &events)
        foldErrors(ofStream: snapshot.stream.errors, changes, into: &events)
        pace.watch(at: now, isLoading: snapshot.summary.unfinished > 0)
        return events
    }

    /// Folds the objects; returns those whose errors changed.
    private mutating func foldObjects(of snapshot: Snapshot, at now: Timestamp, into events: inout [LedgerEvent])
        -> [ErrorChange]
    {
        let before = objects
        var changed = ObjectIdentities.changed(from: before, to: snapshot.objects)
        if hasMissing {
            let missing = records.indices.filter { $0 < snapshot.objects.count && records[$0].isMissing }
            changed = Set(changed).union(missing).sorted()
        }
        objects = snapshot.objects
        if changed.isEmpty, before.count == objects.count { return [] }
        // All others are the same references at the same places, and their records stay as they are.
        var former = FormerObjects(objects: before, records: records, upTo: snapshot.objects.count, except: changed)
        let labels = snapshot.labels
        var newcomers: [StreamObject] = []
        var changes: [ErrorChange] = []
        for position in changed {
            let object = objects[position]
            guard let place = former.take(object, near: position) else {
                newcomers.append(object)
                set(welcome(object, label: labels[position], at: now, into: &events), at: position)
                if object.errorCount > 0 { changes.append(ErrorChange(now: object)) }
                continue
            }
            var record = former.records[place]
            // To follow an equal object once more costs less than to find out that it is equal.
            follow(object, label: labels[position], &record, at: now, into: &events)
            if !before[place].hasSameErrors(as: object) {
                changes.append(ErrorChange(then: before[place], now: object))
            }
            set(record, at: position)
        }
        records.removeLast(max(0, records.count - objects.count))
        hasMissing = false
        for place in former.left(by: newcomers) {
            let object = before[place.index]
            if place.isGone {
                if object.errorCount > 0 { changes.append(ErrorChange(then: object)) }
                dismiss(object, former.records[place.index], into: &events)
            } else {
                keep(object, former.records[place.index])
            }
        }
        departed.fade()
        noteStates()
        return changes
    }

    private mutating func set(_ record: ObjectRecord, at position: Int) {
        if position < records.count { records[position] = record } else { records.append(record) }
    }

    /// Counts the changes of a known object.
    private mutating func follow(
        _ object: StreamObject, label: @autoclosure () -> String, _ record: inout ObjectRecord, at now: Timestamp,
        into events: inout [LedgerEvent]
    ) {
        record.isMissing = false
        if record.isOlder(than: object) {
            counters.objectsDisappeared.addSaturating(1)
            events.append(.disappeared(objectID: object.id))
            record = welcome(object, label: label(), at: now, into: &events)
            return
        }
        record.note(createTime: object.createTime)
        let state = object.backfillState
        let moved = record.state != state
        if moved {
            counters.transitions.count(state)
            events.append(.transition(objectID: object.id, from: record.state, to: state))
            record.since = now
            record.state = state
        }
        countRuns(of: object, label: label(), &record, moved: moved, at: now, into: &events)
    }

    /// Counts an object that is seen for the first time, or again after it disappeared.
    private mutating func welcome(
        _ object: StreamObject, label: @autoclosure () -> String, at now: Timestamp, into events: inout [LedgerEvent]
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
        countRuns(of: object, label: label(), &record, moved: moved, at: now, into: &events)
        return record
    }

    /// Counts what is observed of an object's job.
    private mutating func countRuns(
        of object: StreamObject, label: @autoclosure () -> String, _ record: inout ObjectRecord, moved: Bool,
        at now: Timestamp, into events: inout [LedgerEvent]
    ) {
        guard let trigger = object.trigger else { return }
        record.previousDuration = object.wholeDuration ?? record.previousDuration
        let seen = record.jobs.observe(object, moved: moved)
        if seen.isStart {
            counters.jobsStarted.count(trigger)
            events.append(.jobStarted(objectID: object.id, trigger: trigger))
        }
        if let result = seen.result {
            counters.jobsFinished.count(StreamCounters.FinishedJobs(trigger: trigger, result: result))
            let run = FinishedRun(of: object, by: trigger, result: result, label: label(), at: now)
            runs.add(.ended(run))
            pace.note(endAt: now)
            events.append(.jobFinished(run))
        } else if let former = seen.amended {
            runs.add(.amended(RunAmendment(former, of: object)))
        }
        if let duration = seen.duration { counters.durations.observe(duration) }
    }

    /// Keeps an object that is missing from a listing for the first time.
    private mutating func keep(_ object: StreamObject, _ record: ObjectRecord) {
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
