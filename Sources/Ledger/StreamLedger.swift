package import Datastream
package import Notation

/// What is kept between polls of a stream to count changes: the last states and starts, the errors seen, and the
/// counters.
///
/// A ledger begins with a complete snapshot as its baseline, of which nothing is counted, and then folds in one
/// complete snapshot after another. It is a value: the same snapshots make the same ledger, and a copy keeps the state
/// at the time of copying.
///
/// What counts, and what does not:
///
/// - An object missing from a listing counts as present, with its last state, until the next complete listing lacks it
///   too.
/// - An object seen for the first time has appeared. If its job has started or ended, that counts as a start or an end,
///   but not as a transition. An object that returns after it disappeared has appeared again, but its runs are not
///   counted twice.
/// - A known id with a later `createTime` is another object: one disappeared, one appeared. The same applies when an
///   object is missing and the listing has a new one of the same name: the new one replaces the old one, which is gone
///   at once.
/// - A transition is a change of an object's state between two consecutive listings that include the object.
/// - Runs of backfill jobs: see ``JobMemory``.
/// - An error counts once per source, however many objects list it and however often it comes back.
///   See ``ErrorMemory``.
package struct StreamLedger: Sendable, Equatable {
    /// The objects that count as present: those of the last snapshot, then those it was the first to lack.
    package internal(set) var objects: [StreamObject]
    /// The records of ``objects``, in the same order.
    package internal(set) var records: [ObjectRecord]
    /// The Prometheus counters.
    package internal(set) var counters: StreamCounters
    /// The errors seen so far.
    package internal(set) var errors: ErrorMemory
    /// The latest new error of each source, for exemplars.
    package internal(set) var latestErrors: [ErrorSource: NewError] = [:]
    /// The objects that left.
    package internal(set) var departed: DepartedObjects
    /// The finished runs that are not in a file yet.
    package internal(set) var runs: RunLog
    /// How fast backfills end.
    package internal(set) var pace = BackfillPace()
    /// The ACTIVE backfills of objects that have completed one before.
    package internal(set) var running: [RunningBackfill] = []
    /// When the exporter first saw the longest-waiting PENDING object as PENDING; nil if no object is PENDING.
    package internal(set) var oldestPendingSince: Timestamp?

    /// When the stream was created; nil if that is not known.
    package internal(set) var created: Timestamp?
    /// Roughly when the stream was last listed; nil if no listing is remembered and the next one is a baseline.
    package internal(set) var listed: Timestamp?

    /// Whether the last snapshot lacked any of ``objects``.
    var hasMissing: Bool
    /// The stream's own errors in the last snapshot; nil if all listed errors must be checked again.
    var streamErrors: [ReportedError]?

    /// Creates a ledger with the first snapshot of a stream as its baseline.
    package init(baseline snapshot: Snapshot, at now: Timestamp, bounds: LedgerBounds = .standard) {
        objects = snapshot.objects
        records = snapshot.objects.map { ObjectRecord(baseline: $0, at: now) }
        counters = StreamCounters()
        errors = ErrorMemory(left: LeftErrors(limit: bounds.leftErrors))
        departed = DepartedObjects(limit: bounds.departedObjects)
        runs = RunLog(limit: bounds.runs)
        pace.watch(at: now, isLoading: snapshot.summary.unfinished > 0)
        hasMissing = false
        streamErrors = snapshot.stream.errors
        noteStates()
        created = snapshot.stream.createTime
        listed = now
        seeListedErrors(ofStream: snapshot.stream.errors)
    }

    /// Restores a stored ledger; each object comes as it was last listed, with its record, in listing order.
    package init(
        objects: [(object: StreamObject, record: ObjectRecord)], counters: StreamCounters, errors: ErrorMemory,
        latestErrors: [ErrorSource: NewError] = [:], departed: DepartedObjects, runs: RunLog,
        created: Timestamp? = nil, listed: Timestamp? = nil
    ) {
        self.objects = objects.map(\.object)
        records = objects.map(\.record)
        self.counters = counters
        self.errors = errors
        self.latestErrors = latestErrors
        self.departed = departed
        self.runs = runs
        self.created = created
        self.listed = listed
        hasMissing = records.contains(where: \.isMissing)
        noteStates()
    }

    /// Updates ``oldestPendingSince`` and ``running`` from the states of all objects.
    mutating func noteStates() {
        var oldest: Timestamp?
        running = []
        for (position, record) in records.enumerated() {
            switch record.state {
            case .pending: oldest = oldest.map { min($0, record.since) } ?? record.since
            case .active:
                guard let previous = record.previousDuration,
                    let start = objects[position].lastStartTime
                else { continue }
                running.append(RunningBackfill(start: start, previousDuration: previous))
            default: continue
            }
        }
        oldestPendingSince = oldest
    }
}
