internal import Datastream

/// What is known of jobs that somebody waits for.
public struct WaitBoard: Hashable, Sendable {
    /// What is waited for.
    public enum Goal: Hashable, Sendable {
        /// That the job loads everything.
        case completed
        /// That the job no longer runs, whatever it came to.
        case stopped
    }

    /// A job that has come to its end, or that nothing more is known of.
    public struct Ended: Hashable, Sendable {
        /// The object, as it was last seen.
        public var target: Target
        /// How bad its end is.
        public var severity: Severity
        /// Whether the object is gone.
        public var isGone = false
    }

    /// How many jobs stand where.
    public struct Counts: Hashable, Sendable {
        /// Jobs that came to the end that was waited for.
        public var completed = 0
        /// Jobs that came to another end.
        public var failed = 0
        /// Jobs that run.
        public var active = 0
        /// Jobs that wait.
        public var pending = 0

        /// Jobs whose end was or is waited for.
        public var total: Int { completed + failed + active + pending }
        /// Jobs that have ended.
        public var ended: Int { completed + failed }
    }

    /// How many jobs stand where now.
    public private(set) var counts = Counts()
    /// How many objects the last look saw, whether they are waited for or not.
    public private(set) var seen = 0
    /// How many jobs had failed before anybody waited for them.
    public private(set) var failedBefore = 0
    /// The worst end so far.
    public private(set) var severity = Severity.none

    private let goal: Goal
    private let countsAll: Bool
    private let before: [ObjectName: BackfillJob?]
    private var decided: [ObjectName: Severity?] = [:]
    private var watched: [ObjectName: Target] = [:]
    private var missing: Set<ObjectName> = []

    /// Listings that may show a commanded job as it was before the command.
    private static let patience = 3
    private var sightings: [ObjectName: Int] = [:]

    /// A board on which nothing stands yet.
    ///
    /// - Parameters:
    ///   - goal: what is waited for.
    ///   - countsAll: whether jobs count that had ended before the first look, as those of objects that somebody named.
    ///   - before: the objects that were just commanded, as they were before: a listing may still show them so.
    public init(_ goal: Goal = .completed, countsAll: Bool = true, before: [Target] = []) {
        self.goal = goal
        self.countsAll = countsAll
        self.before = Dictionary(before.map { ($0.name, $0.object.backfillJob) }) { first, _ in first }
    }

    /// Whether no job is left to wait for.
    public var isOver: Bool { watched.isEmpty }

    /// The objects that are still waited for.
    public var waiting: [Target] { watched.values.sorted { ($0.label, $0.name) < ($1.label, $1.name) } }

    /// Takes what all the objects in question are now, and says which have come to their end since.
    public mutating func see(_ targets: [Target]) -> [Ended] {
        seen = targets.count
        var ended = gone(since: targets)
        for target in targets {
            let name = target.name
            missing.remove(name)
            if isPending(target) {
                watched[name] = target
                decided[name] = nil
            } else if decided[name] == nil {
                let isWatched = watched.removeValue(forKey: name) != nil || before[name] != nil
                let verdict = verdict(on: target)
                decided[name] = .some(verdict)
                if let verdict, isWatched || verdict > .none {
                    ended.append(Ended(target: target, severity: verdict))
                }
                if let verdict { count(verdict, isWatched: isWatched || countsAll) }
            }
        }
        counts.active = watched.values.count { $0.object.backfillState == .active }
        counts.pending = watched.count - counts.active
        severity = ended.reduce(severity) { max($0, $1.severity) }
        return ended
    }

    private mutating func count(_ verdict: Severity, isWatched: Bool) {
        switch (isWatched, verdict) {
        case (true, .none): counts.completed += 1
        case (true, _): counts.failed += 1
        case (false, .none): break
        case (false, _): failedBefore += 1
        }
    }

    /// Whether the end of a job is still to come.
    private mutating func isPending(_ target: Target) -> Bool {
        if target.object.isRunning { return true }
        guard let job = before[target.name], job == target.object.backfillJob, decided[target.name] == nil else {
            return false
        }
        sightings[target.name, default: 0] += 1
        return sightings[target.name, default: 0] < Self.patience
    }

    /// What an end means; nil for what nobody waits for.
    private func verdict(on target: Target) -> Severity? {
        switch (goal, target.object.backfillState) {
        case (_, .unknown): .unknown
        case (.stopped, _): Severity.none
        case (.completed, .completed): Severity.none
        case (.completed, .failed), (.completed, .stopped): .failure
        case (.completed, _): before[target.name] == nil ? nil : .failure
        }
    }

    /// The watched objects that two listings in a row lack.
    private mutating func gone(since targets: [Target]) -> [Ended] {
        let present = Set(targets.map(\.name))
        var gone: [Ended] = []
        for (name, target) in watched where !present.contains(name) {
            guard !missing.insert(name).inserted else { continue }
            watched[name] = nil
            decided[name] = .some(.access)
            counts.failed += 1
            gone.append(Ended(target: target, severity: .access, isGone: true))
        }
        return gone
    }
}
