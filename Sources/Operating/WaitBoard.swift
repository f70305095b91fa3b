package import CommandLine
package import Datastream

/// The state of a wait: its jobs and how they ended.
package struct WaitBoard: Hashable, Sendable {
    /// What to wait for.
    package enum Goal: Hashable, Sendable {
        /// The job completes.
        case completed
        /// The job no longer runs, however it ended.
        case stopped
    }

    /// A job that has ended, or whose object is gone.
    package struct Ended: Hashable, Sendable {
        /// The object as last seen.
        package var target: Target
        /// The exit code for this end.
        package var exitCode: ExitCode
        /// Whether the object is gone.
        package var isGone = false
    }

    /// The number of jobs by state.
    package struct Counts: Hashable, Sendable {
        /// Jobs that ended as wanted.
        package var completed = 0
        /// Jobs that ended otherwise.
        package var failed = 0
        /// Running jobs.
        package var active = 0
        /// Waiting jobs.
        package var pending = 0

        /// All jobs of the wait.
        package var total: Int { completed + failed + active + pending }
        /// Jobs that have ended.
        package var ended: Int { completed + failed }
    }

    /// The number of objects that the last check saw, whether the wait is for them or not.
    package private(set) var seen = 0
    /// The number of jobs that failed before the wait began.
    package private(set) var failedBefore = 0
    /// The exit code of the worst end so far.
    package private(set) var exitCode = ExitCode.success

    private let goal: Goal
    private let countsAll: Bool
    private let before: [ObjectName: BackfillJob?]
    /// The objects to wait for, and the end of each; nil until it comes.
    ///
    /// The first check decides which they are: an object that starts to run later is not included.
    private var members: [ObjectName: ExitCode?]
    private var targets: [ObjectName: Target] = [:]
    private var missing: Set<ObjectName> = []
    private var isFirst = true

    /// How many listings may show a job as it was before the command.
    private static let patience = 3
    private var sightings: [ObjectName: Int] = [:]

    /// Creates a wait that has seen nothing yet.
    ///
    /// - Parameters:
    ///   - goal: what to wait for.
    ///   - countsAll: whether to count jobs that ended before the first check, as for named objects.
    ///   - names: objects to wait for even if the first check does not show them.
    ///   - before: the objects before the last command; a listing may still show them that way.
    package init(
        _ goal: Goal = .completed, countsAll: Bool = true, expecting names: [ObjectName] = [], before: [Target] = []
    ) {
        self.goal = goal
        self.countsAll = countsAll
        self.before = Dictionary(before.map { ($0.name, $0.object.backfillJob) }) { first, _ in first }
        members = Dictionary((names + before.map(\.name)).map { ($0, ExitCode?(nil)) }) { first, _ in first }
        targets = Dictionary(before.map { ($0.name, $0) }) { first, _ in first }
    }

    /// The current number of jobs by state.
    ///
    /// Each object counts once, and the total stays that of the first check.
    package var counts: Counts {
        var counts = Counts()
        for (name, end) in members {
            switch end {
            case .some(.success): counts.completed += 1
            case .some: counts.failed += 1
            case nil where targets[name]?.object.backfillState == .active: counts.active += 1
            case nil: counts.pending += 1
            }
        }
        return counts
    }

    /// Whether all jobs have ended.
    package var isOver: Bool { !members.values.contains(nil) }

    /// The objects whose jobs have not ended.
    package var waiting: [Target] {
        let names = members.filter { $0.value == nil }.keys
        return Target.ordered(names.map { targets[$0] ?? Target(StreamObject(id: $0.id), of: $0.stream) })
    }

    /// Updates the wait with the current objects and returns those whose jobs have ended since.
    package mutating func see(_ seen: [Target]) -> [Ended] {
        self.seen = seen.count
        var ended = gone(since: seen)
        for target in seen {
            let name = target.name
            missing.remove(name)
            let isPending = isPending(target)
            guard let member = members[name] else {
                if isFirst, let end = enter(target, isPending) { ended.append(end) }
                continue
            }
            // The first end is final: a job that somebody restarts still counts once.
            guard member == nil else { continue }
            targets[name] = target
            if !isPending {
                // An object that never ran is ignored, unless it was just started.
                let isIdle = isFirst && before[name] == nil && verdict(on: target) == nil
                let verdict = verdict(on: target) ?? .runtimeFailure
                members[name] = isIdle ? nil : .some(verdict)
                if !isIdle { ended.append(Ended(target: target, exitCode: verdict)) }
            }
        }
        isFirst = false
        exitCode = ended.reduce(exitCode) { max($0, $1.exitCode) }
        return ended
    }

    /// Decides at the first check whether to wait for an object; returns it if it had failed before.
    private mutating func enter(_ target: Target, _ isPending: Bool) -> Ended? {
        if isPending {
            members[target.name] = .some(nil)
            targets[target.name] = target
            return nil
        }
        guard let verdict = verdict(on: target) else { return nil }
        if countsAll {
            members[target.name] = .some(verdict)
        } else if verdict > .success {
            failedBefore += 1
        }
        return verdict > .success ? Ended(target: target, exitCode: verdict) : nil
    }

    /// Whether the job has yet to end.
    private mutating func isPending(_ target: Target) -> Bool {
        if target.object.isRunning { return true }
        guard let job = before[target.name], job == target.object.backfillJob, members[target.name] == .some(nil) else {
            return false
        }
        sightings[target.name, default: 0] += 1
        return sightings[target.name, default: 0] < Self.patience
    }

    /// The exit code for an end; nil for a state that is not an end.
    private func verdict(on target: Target) -> ExitCode? {
        switch (goal, target.object.backfillState) {
        case (_, .unknown): .unknown
        case (.stopped, _): ExitCode.success
        case (.completed, .completed): ExitCode.success
        case (.completed, .failed), (.completed, .stopped): .runtimeFailure
        case (.completed, _): nil
        }
    }

    /// The awaited objects that are missing from two checks in a row.
    private mutating func gone(since seen: [Target]) -> [Ended] {
        let present = Set(seen.map(\.name))
        return waiting.filter { !present.contains($0.name) && !missing.insert($0.name).inserted }.map { target in
            members[target.name] = .some(FailureCause.notFound.exitCode)
            return Ended(target: target, exitCode: FailureCause.notFound.exitCode, isGone: true)
        }
    }
}
