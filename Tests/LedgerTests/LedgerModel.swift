import Datastream
import Notation

/// The counters of a stream, computed from all of its listings without regard to speed.
///
/// It shares only the rules with the ledger: it has no keys, no bounds, and no order that saves work.
struct LedgerModel {
    struct Run {
        var start: Timestamp?
        var end: Timestamp?
        var result: BackfillState?
        var isMeasured = false
    }

    struct Life {
        var object: StreamObject
        var created: Timestamp?
        var runs: [Run] = []
        var lacked = 0
    }

    private(set) var counts: [String: Int] = ["appeared": 0, "disappeared": 0]
    private(set) var sum = 0.0
    /// Objects that count as present: those listed, in listing order, then those missing once.
    private(set) var present: [Life] = []

    private var gone: [String: Life] = [:]
    private var errorsSeen: Set<String> = []
    private var reasons: Set<String> = []
    private var waiting: [String: Int] = [:]

    static let terminal: [BackfillState: String] = [
        .completed: "completed", .failed: "failed", .stopped: "stopped", .unsupported: "unsupported",
    ]

    init(baseline snapshot: Snapshot) {
        for source in ["stream", "object", "backfill"] { counts["errors \(source)"] = 0 }
        for state in BackfillState.allCases { counts["to \(state.rawValue)"] = 0 }
        for trigger in BackfillJob.Trigger.allCases {
            counts["started \(trigger.rawValue)"] = 0
            for result in Self.terminal.values { counts["\(result) \(trigger.rawValue)"] = 0 }
        }
        for bucket in 0...31 { counts["duration \(bucket)"] = 0 }
        for object in snapshot.objects {
            var life = Life(object: object, created: object.createTime)
            if let job = object.backfillJob, job.lastStartTime != nil || Self.terminal[job.state] != nil {
                let isOver = Self.terminal[job.state] != nil
                life.runs = [
                    Run(
                        start: job.lastStartTime, end: isOver ? job.lastEndTime : nil, result: isOver ? job.state : nil,
                        isMeasured: job.state == .completed)
                ]
            }
            present.append(life)
        }
        for (source, error) in listed(snapshot) where errorsSeen.insert(name(error, source)).inserted {
            counts[series(source, error), default: 0] += 0
        }
    }

    mutating func poll(_ snapshot: Snapshot) {
        for (series, amount) in waiting { counts[series, default: 0] += amount }
        waiting = [:]
        var now: [Life] = []
        var names: [String] = []
        for object in snapshot.objects {
            if let known = present.first(where: { $0.object.id == object.id }) {
                if let old = known.created, let new = object.createTime, new > old {
                    counts["disappeared", default: 0] += 1
                    now.append(first(object, after: nil))
                } else {
                    now.append(next(object, of: known))
                }
            } else {
                names.append(object.label)
                now.append(first(object, after: gone.removeValue(forKey: object.id)))
            }
        }
        for life in present where !snapshot.objects.contains(where: { $0.id == life.object.id }) {
            var life = life
            life.lacked += 1
            let heir = names.firstIndex(of: life.object.label)
            if let heir { names.remove(at: heir) }
            if heir != nil || life.lacked == 2 {
                counts["disappeared", default: 0] += 1
                gone[life.object.id] = life
            } else {
                now.append(life)
            }
        }
        present = now
        count(errors: listed(snapshot))
    }

    private mutating func first(_ object: StreamObject, after former: Life?) -> Life {
        counts["appeared", default: 0] += 1
        var life = Life(object: object, created: object.createTime)
        guard let former else { return sight(of: object, life, moved: true) }
        if let old = former.created, let new = object.createTime, new > old {
            return sight(of: object, life, moved: true)
        }
        life.runs = former.runs
        life.created = [former.created, object.createTime].compactMap { $0 }.max()
        return sight(of: object, life, moved: former.object.backfillState != object.backfillState)
    }

    private mutating func next(_ object: StreamObject, of known: Life) -> Life {
        let moved = known.object.backfillState != object.backfillState
        if moved { counts["to \(object.backfillState.rawValue)", default: 0] += 1 }
        var life = Life(object: object, created: known.created, runs: known.runs)
        life.created = [known.created, object.createTime].compactMap { $0 }.max()
        return sight(of: object, life, moved: moved)
    }

    /// Counts what a job shows, compared with the two runs seen last.
    private mutating func sight(of object: StreamObject, _ life: Life, moved: Bool) -> Life {
        guard let job = object.backfillJob else { return life }
        var life = life
        let (start, end) = (job.lastStartTime, job.lastEndTime)
        let recent = life.runs.indices.suffix(2).reversed()
        let isNewStart = start != nil && !recent.contains { life.runs[$0].start == start }
        if isNewStart { counts["started \(job.trigger.rawValue)", default: 0] += 1 }
        guard let result = Self.terminal[job.state] else {
            if isNewStart { life.runs.append(Run(start: start)) }
            return life
        }
        let known = recent.first { index in
            let run = life.runs[index]
            guard run.result != nil else { return false }
            let sameStart = start != nil && run.start == start
            let oneIsOpen = end == nil || run.end == nil
            if run.start == start && run.end == end { return true }
            if sameStart && (oneIsOpen || !moved) { return true }
            if (start == nil || run.start == nil) && end != nil && run.end == end { return true }
            return !moved && start == nil && oneIsOpen
        }
        var run: Run
        if let known {
            run = life.runs[known]
            run.start = run.start ?? start
            run.end = end ?? run.end
        } else {
            counts["\(result) \(job.trigger.rawValue)", default: 0] += 1
            let sameStart = start == nil ? nil : recent.first { life.runs[$0].start == start }
            run = Run(start: start, end: end, result: job.state)
            run.isMeasured = sameStart.map { life.runs[$0].isMeasured } ?? false
            if let sameStart, life.runs[sameStart].result == nil {
                life.runs[sameStart] = measured(run, job)
                return life
            }
        }
        run = measured(run, job)
        if let known { life.runs[known] = run } else { life.runs.append(run) }
        return life
    }

    private mutating func measured(_ run: Run, _ job: BackfillJob) -> Run {
        guard job.state == .completed, run.result == .completed, !run.isMeasured, let start = run.start,
            let end = run.end, start <= end
        else { return run }
        let seconds = Double(end.seconds - start.seconds)
        let bounds = [
            10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 300, 450, 600, 900, 1200, 1800, 2700, 3600, 5400, 7200, 10800,
            14400, 21600, 28800, 43200, 57600, 86400, 129_600, 172_800, 259_200, 604_800,
        ]
        counts["duration \(bounds.count { Double($0) < seconds })", default: 0] += 1
        sum += seconds
        var run = run
        run.isMeasured = true
        return run
    }

    private func listed(_ snapshot: Snapshot) -> [(String, ReportedError)] {
        var all = snapshot.stream.errors.map { ("stream", $0) }
        for life in present {
            all += life.object.errors.map { ("object", $0) }
            all += (life.object.backfillJob?.errors ?? []).map { ("backfill", $0) }
        }
        return all
    }

    private func name(_ error: ReportedError, _ source: String) -> String {
        error.errorUuid.isEmpty
            ? "\(source) without: \(error.reason) \(error.message) \(String(describing: error.errorTime))"
            : "\(source) with: \(error.errorUuid.lowercased())"
    }

    private mutating func series(_ source: String, _ error: ReportedError) -> String {
        if reasons.count < 50 { reasons.insert(error.reason) }
        return "errors \(source) \(reasons.contains(error.reason) ? error.reason : "other")"
    }

    private mutating func count(errors: [(String, ReportedError)]) {
        for (source, error) in errors where errorsSeen.insert(name(error, source)).inserted {
            counts["errors \(source)", default: 0] += 1
            let series = series(source, error)
            if counts[series] == nil {
                counts[series] = 0
                waiting[series] = 1
            } else if waiting[series] != nil {
                waiting[series, default: 0] += 1
            } else {
                counts[series, default: 0] += 1
            }
        }
    }
}
