package import CommandLine
package import Datastream

/// The state of a wait: which jobs it is for, and how they ended.
package struct WaitBoard: Hashable, Sendable {
    /// What is waited for.
    package enum Goal: Hashable, Sendable {
        /// The job completes.
        case completed
        /// The job no longer runs, however it ended.
        case stopped
    }

    /// A job that has ended, or whose object is gone.
    package struct Ended: Hashable, Sendable {
        /// The object, as last seen.
        package var target: Target
        /// How the program ends on it.
        package var exitCode: ExitCode
        /// Whether the object is gone.
        package var isGone = false
    }

    /// How many jobs are in which state.
    package struct Counts: Hashable, Sendable {
        /// Jobs that ended as wanted.
        package var completed = 0
        /// Jobs that ended otherwise.
        package var failed = 0
        /// Jobs that run.
        package var active = 0
        /// Jobs that wait.
        package var pending = 0

        /// All jobs that the wait is for.
        package var total: Int { completed + failed + active + pending }
        /// Jobs that have ended.
        package var ended: Int { completed + failed }
    }

    /// How many objects the last look saw, whether they are waited for or not.
    package private(set) var seen = 0
    /// How many jobs had failed before the wait began.
    package private(set) var failedBefore = 0
    /// The worst end so far.
    package private(set) var exitCode = ExitCode.success

    private let goal: Goal
    private let countsAll: Bool
    private let before: [ObjectName: BackfillJob?]
    /// The objects that are waited for, and the end of each; nil until it comes.
    ///
    /// The first look decides which they are: an object that starts to run later is not waited for.
    private var members: [ObjectName: ExitCode?]
    private var targets: [ObjectName: Target] = [:]
    private var missing: Set<ObjectName> = []
    private var isFirst = true

    /// How many listings may show a commanded job as it was before the command.
    private static let patience = 3
    private var sightings: [ObjectName: Int] = [:]

    /// A wait that has seen nothing yet.
    ///
    /// - Parameters:
    ///   - goal: what is waited for.
    ///   - countsAll: whether jobs that had ended before the first look count, as those of named objects do.
    ///   - names: objects to wait for even if the first look does not show them.
    ///   - before: the objects of the last command as they were before it: a listing may still show them so.
    package init(
        _ goal: Goal = .completed, countsAll: Bool = true, expecting names: [ObjectName] = [], before: [Target] = []
    ) {
        self.goal = goal
        self.countsAll = countsAll
        self.before = Dictionary(before.map { ($0.name, $0.object.backfillJob) }) { first, _ in first }
        members = Dictionary((names + before.map(\.name)).map { ($0, ExitCode?(nil)) }) { first, _ in first }
        targets = Dictionary(before.map { ($0.name, $0) }) { first, _ in first }
    }

    /// How many jobs are in which state now; each object counts once, and the total is that of the first look.
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

    /// Whether no job is left to wait for.
    package var isOver: Bool { !members.values.contains(nil) }

    /// The objects that are still waited for.
    package var waiting: [Target] {
        let names = members.filter { $0.value == nil }.keys
        return Target.ordered(names.map { targets[$0] ?? Target(StreamObject(id: $0.id), of: $0.stream) })
    }

    /// Takes the objects as they are now, and gives those that have ended since.
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
            // An end is an end: a job that somebody starts again counts once all the same.
            guard member == nil else { continue }
            targets[name] = target
            if !isPending {
                // An object that never ran is not waited for, unless it was just started.
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

    /// Decides at the first look whether an object is waited for; gives it if it had failed before.
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

    /// Whether the end of a job is still to come.
    private mutating func isPending(_ target: Target) -> Bool {
        if target.object.isRunning { return true }
        guard let job = before[target.name], job == target.object.backfillJob, members[target.name] == .some(nil) else {
            return false
        }
        sightings[target.name, default: 0] += 1
        return sightings[target.name, default: 0] < Self.patience
    }

    /// What an end means; nil for a state that is not waited for.
    private func verdict(on target: Target) -> ExitCode? {
        switch (goal, target.object.backfillState) {
        case (_, .unknown): .unknown
        case (.stopped, _): ExitCode.success
        case (.completed, .completed): ExitCode.success
        case (.completed, .failed), (.completed, .stopped): .runtimeFailure
        case (.completed, _): nil
        }
    }

    /// The awaited objects that two looks in a row lack.
    private mutating func gone(since seen: [Target]) -> [Ended] {
        let present = Set(seen.map(\.name))
        return waiting.filter { !present.contains($0.name) && !missing.insert($0.name).inserted }.map { target in
            members[target.name] = .some(.denied)
            return Ended(target: target, exitCode: .denied, isGone: true)
        }
    }
}
