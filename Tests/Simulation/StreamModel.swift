/// What a correct exporter remembers of a stream after a whole listing, computed without regard to speed.
///
/// It shares only the rules with the program: what a listing changes counts once.
struct StreamModel {
    struct Run {
        var start: Int?
        var end: Int?
        var result: String?
        var isMeasured = false
    }

    struct Life {
        var object: TrueObject
        var created: Int?
        var runs: [Run] = []
        var lacks = 0
        /// Since when it has been seen in its state, in milliseconds.
        var since: Int
        /// Seconds that its last completed run of the whole object took.
        var previous: Int?

        /// Takes the duration of a completed run of the whole object.
        mutating func notePrevious() {
            guard object.state == "COMPLETED", let job = object.job, job.clause == nil, let start = job.start,
                let end = job.end, end >= start
            else { return }
            previous = end - start
        }
    }

    private(set) var counts: [String: Int] = [:]
    /// All errors by source and reason, whether or not a scrape may show them yet.
    private(set) var reasons: [String: Int] = [:]
    private(set) var sum = 0.0
    /// Objects that count as present: those listed, in their order, then those lacked once.
    private(set) var present: [Life] = []
    private(set) var itself: TrueStream
    private var gone: [String: Life] = [:]
    private var errorsSeen: Set<String> = []
    private var created: Int?
    private var listed: Int?

    static let ends = [
        "COMPLETED": "completed", "FAILED": "failed", "STOPPED": "stopped", "UNSUPPORTED": "unsupported",
    ]
    static let bounds = [
        10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 300, 450, 600, 900, 1_200, 1_800, 2_700, 3_600, 5_400, 7_200, 10_800,
        14_400, 21_600, 28_800, 43_200, 57_600, 86_400, 129_600, 172_800, 259_200, 604_800,
    ]

    init(baseline listing: WholeListing) {
        itself = listing.stream
        begin(listing)
    }

    /// Compares a listing with nothing: whatever it has, is not counted.
    private mutating func begin(_ listing: WholeListing) {
        present = listing.objects.map { object in
            var life = Life(object: object, created: object.created, since: listing.wall)
            if let job = object.job, job.start != nil || Self.ends[object.state] != nil {
                let isOver = Self.ends[object.state] != nil
                life.runs = [
                    Run(
                        start: job.start, end: isOver ? job.end : nil, result: isOver ? object.state : nil,
                        isMeasured: object.state == "COMPLETED")
                ]
            }
            life.notePrevious()
            return life
        }
        gone = [:]
        errorsSeen = []
        itself = listing.stream
        created = listing.stream.created
        listed = listing.wall
        for (source, error) in allErrors {
            errorsSeen.insert(name(error, source))
            reasons["\(source)|\(error.reason)", default: 0] += 0
        }
    }

    /// Begins anew after the stream was away, and keeps the counters.
    mutating func renew(_ listing: WholeListing) { begin(listing) }

    /// The stream is no longer polled: only its counters are remembered.
    mutating func depart() { listed = nil }

    /// Takes the next whole listing; `memory` is set for the first one of a process.
    mutating func take(_ listing: WholeListing, memory: Int?, every period: Int) {
        let isLate = memory.map { limit in listed.map { listing.wall > $0 + limit } ?? true } ?? (listed == nil)
        let isOther = created != nil && listing.stream.created != nil && created != listing.stream.created
        if isLate || isOther { return renew(listing) }
        itself = listing.stream
        created = listing.stream.created ?? created
        compare(listing)
        if let last = listed, last <= listing.wall, listing.wall < last + period { return }
        listed = listing.wall
    }

    private mutating func compare(_ listing: WholeListing) {
        var now: [Life] = []
        var names: [String] = []
        for object in listing.objects {
            if let known = present.first(where: { $0.object.id == object.id }) {
                if let old = known.created, let new = object.created, new > old {
                    counts["disappeared", default: 0] += 1
                    now.append(first(object, after: nil, listing.wall))
                } else {
                    now.append(next(object, of: known, listing.wall))
                }
            } else {
                names.append(object.label)
                now.append(first(object, after: gone.removeValue(forKey: object.id), listing.wall))
            }
        }
        let ids = Set(listing.objects.map(\.id))
        for life in present where !ids.contains(life.object.id) {
            var life = life
            life.lacks += 1
            let heir = names.firstIndex(of: life.object.label)
            if let heir { names.remove(at: heir) }
            if heir != nil || life.lacks == 2 {
                counts["disappeared", default: 0] += 1
                gone[life.object.id] = life
            } else {
                now.append(life)
            }
        }
        present = now
        for (source, error) in allErrors where errorsSeen.insert(name(error, source)).inserted {
            counts["errors|\(source)", default: 0] += 1
            reasons["\(source)|\(error.reason)", default: 0] += 1
        }
    }

    private mutating func first(_ object: TrueObject, after former: Life?, _ wall: Int) -> Life {
        counts["appeared", default: 0] += 1
        let life = Life(object: object, created: object.created, since: wall)
        guard let former else { return sight(of: object, life, moved: true) }
        if let old = former.created, let new = object.created, new > old {
            return sight(of: object, life, moved: true)
        }
        var known = life
        known.runs = former.runs
        known.previous = former.previous
        known.created = [former.created, object.created].compactMap { $0 }.max()
        return sight(of: object, known, moved: former.object.state != object.state)
    }

    private mutating func next(_ object: TrueObject, of known: Life, _ wall: Int) -> Life {
        let moved = known.object.state != object.state
        if moved { counts["to|\(object.state)", default: 0] += 1 }
        var life = Life(
            object: object, runs: known.runs, since: moved ? wall : known.since, previous: known.previous)
        life.created = [known.created, object.created].compactMap { $0 }.max()
        return sight(of: object, life, moved: moved)
    }

    /// Counts what a job shows, compared with the two runs seen last.
    private mutating func sight(of object: TrueObject, _ life: Life, moved: Bool) -> Life {
        guard let job = object.job else { return life }
        var life = life
        life.notePrevious()
        let (start, end) = (job.start, job.end)
        let trigger = Reading.value(job.trigger, Reading.triggers)
        let recent = life.runs.indices.suffix(2).reversed()
        let isNewStart = start != nil && !recent.contains { life.runs[$0].start == start }
        if isNewStart { counts["started|\(trigger)", default: 0] += 1 }
        guard let result = Self.ends[object.state] else {
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
            counts["finished|\(trigger)|\(result)", default: 0] += 1
            let sameStart = start == nil ? nil : recent.first { life.runs[$0].start == start }
            run = Run(start: start, end: end, result: object.state)
            run.isMeasured = sameStart.map { life.runs[$0].isMeasured } ?? false
            if let sameStart, life.runs[sameStart].result == nil {
                life.runs[sameStart] = measured(run, object.state)
                return life
            }
        }
        run = measured(run, object.state)
        if let known { life.runs[known] = run } else { life.runs.append(run) }
        return life
    }

    private mutating func measured(_ run: Run, _ state: String) -> Run {
        guard state == "COMPLETED", run.result == "COMPLETED", !run.isMeasured, let start = run.start,
            let end = run.end,
            start <= end
        else { return run }
        counts["duration|\(Self.bounds.count { $0 < end - start })", default: 0] += 1
        sum += Double(end - start)
        var run = run
        run.isMeasured = true
        return run
    }

    /// How many runs were counted as ended.
    var finished: Int { counts.filter { $0.key.hasPrefix("finished|") }.map(\.value).reduce(0, +) }

    /// How many backfills are overdue at a time of day in milliseconds.
    func overdue(at wall: Int) -> Int {
        present.count { life in
            guard life.object.state == "ACTIVE", let start = life.object.job?.start, let previous = life.previous else {
                return false
            }
            return wall - start * 1_000 >= 600_000 && wall - start * 1_000 > 3_000 * previous
        }
    }

    /// All errors that count as listed, with their sources.
    var allErrors: [(source: String, error: TrueError)] {
        var all = itself.errors.map { (source: "stream", error: $0) }
        for life in present {
            all += life.object.errors.map { ("object", $0) }
            all += (life.object.job?.errors ?? []).map { ("backfill", $0) }
        }
        return all
    }

    private func name(_ error: TrueError, _ source: String) -> String {
        error.uuid.isEmpty
            ? "\(source) without \(error.reason) \(error.message) \(error.time)"
            : "\(source) with \(error.uuid.lowercased())"
    }
}
