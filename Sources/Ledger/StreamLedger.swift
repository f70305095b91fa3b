package import Datastream
package import Notation

/// What must outlive a poll of a stream to count what changes: states and starts last seen, errors seen, counters.
///
/// A ledger begins with a whole snapshot as its baseline, of which nothing counts, and folds one whole snapshot after the
/// other into itself. It is a value: the same snapshots make the same ledger, and a copy is the ledger as it was.
///
/// What counts, and what does not:
///
/// - An object that a listing lacks counts as present, with its last state, until the next whole listing lacks it too.
/// - An object first seen has appeared; its job, if it has started or ended, counts as started and ended; it makes no
///   transition. One that returns after it disappeared has appeared again, and its runs count nothing twice.
/// - An object of a known id and a later `createTime` is another: one disappeared, one appeared. So it is when a listing lacks
///   an object and has a new one of the same name: that one stands in its place, and the old one has gone at once.
/// - A transition is a change of an object's state from one listing that has it to the next that has it.
/// - Runs of backfill jobs: see ``JobMemory``.
/// - An error counts once per source, however many objects list it and however often it comes back: see ``ErrorMemory``.
package struct StreamLedger: Sendable, Equatable {
    /// The objects as they count now: those of the last snapshot, then those that it lacked for the first time.
    package internal(set) var objects: [StreamObject]
    /// What is remembered of each of ``objects``, in their order.
    package internal(set) var records: [ObjectRecord]
    /// What the Prometheus counters stand at.
    package internal(set) var counters: StreamCounters
    /// The errors that were seen.
    package internal(set) var errors: ErrorMemory
    /// The latest new error of each source, for exemplars.
    package internal(set) var latestErrors: [ErrorSource: NewError] = [:]
    /// The objects that left.
    package internal(set) var departed: DepartedObjects
    /// The backfill jobs that were seen to end, until a file has them.
    package internal(set) var runs: RunLog
    /// How fast backfills end.
    package internal(set) var pace = BackfillPace()
    /// The ACTIVE backfills whose objects completed one before.
    package internal(set) var running: [RunningBackfill] = []
    /// When the exporter first saw the longest waiting pending object pending; nil while none is pending.
    package internal(set) var oldestPendingSince: Timestamp?

    /// When the stream was created; nil while that is not known.
    package internal(set) var created: Timestamp?
    /// About when the stream was last listed; nil when nothing of its listings is remembered, and the next is a baseline.
    package internal(set) var listed: Timestamp?

    /// Whether the last snapshot lacked any of ``objects``.
    var hasMissing: Bool
    /// The stream's own errors in the last snapshot; nil when the listed errors must be looked at anew.
    var streamErrors: [ReportedError]?

    /// A ledger that begins with what is there at the first sight of a stream.
    package init(baseline snapshot: Snapshot, at now: Timestamp, bounds: LedgerBounds = .standard) {
        objects = snapshot.objects
        records = snapshot.objects.map { ObjectRecord(baseline: $0, at: now) }
        counters = StreamCounters()
        errors = ErrorMemory(listed: [], left: FadingSet(limit: bounds.leftErrors))
        departed = DepartedObjects(limit: bounds.departedObjects)
        runs = RunLog(limit: bounds.runs)
        pace.watch(from: now)
        hasMissing = false
        streamErrors = snapshot.stream.errors
        noteStates()
        created = snapshot.stream.createTime
        listed = now
        seeListedErrors(ofStream: snapshot.stream.errors)
    }

    /// A ledger that was kept, with each object as it was listed last and its record, in their order.
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

    /// Notes what of the states of all objects is shown as a whole.
    mutating func noteStates() {
        var oldest: Timestamp?
        running = []
        for (position, record) in records.enumerated() {
            switch record.state {
            case .pending: oldest = oldest.map { min($0, record.since) } ?? record.since
            case .active:
                guard let previous = record.previousDuration,
                    let start = objects[position].backfillJob?.lastStartTime
                else { continue }
                running.append(RunningBackfill(start: start, previousDuration: previous))
            default: continue
            }
        }
        oldestPendingSince = oldest
    }
}
