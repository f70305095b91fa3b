package import Notation
import Synchronization
package import System

/// A clock that a test sets.
package final class TestClock: Sendable {
    /// How the clock treats its sleepers.
    package enum Sleep: Sendable {
        /// They wait until the test sets the clock to their wake-up time.
        case waits
        /// The clock jumps to their wake-up time.
        case jumps
        /// The clock jumps to wake-up times that are nearer than this, and all others wait.
        case jumpsWithin(Duration)
        /// Their sleep ends as if the task were cancelled.
        case cancels
    }

    private struct State {
        var uptime: Duration
        var sleepers: [Int: (moment: Duration, continuation: CheckedContinuation<Bool, Never>)] = [:]
        var cancelled: Set<Int> = []
        var next = 0
        var jumps: [Duration] = []
    }

    private let sleep: Sleep
    private let start: Timestamp
    private let random: Double
    private let state: Watched<State>

    /// A clock at an uptime; `start` is the time of day at uptime 0.
    package init(
        _ sleep: Sleep = .jumps, start: Timestamp = Timestamp(seconds: 1_700_000_000), uptime: Duration = .zero,
        random: Double = 0.5
    ) {
        self.sleep = sleep
        self.start = start
        self.random = random
        state = Watched(State(uptime: uptime))
    }

    package var uptime: Duration { state.value.uptime }

    package var now: Timestamp { start.advanced(by: uptime) }

    /// How many tasks are asleep.
    package var sleepers: Int { state.value.sleepers.count }

    /// How long each sleep was that ended with a jump.
    package var jumps: [Duration] { state.value.jumps }

    package func advance(by duration: Duration) { set(uptime + duration) }

    package func set(_ uptime: Duration) {
        let due = state.change { state in
            state.uptime = uptime
            let due = state.sleepers.filter { $0.value.moment <= uptime }
            for id in due.keys { state.sleepers[id] = nil }
            return due.values.map(\.continuation)
        }
        for continuation in due { continuation.resume(returning: true) }
    }

    /// Waits until so many tasks are asleep.
    package func untilAsleep(_ count: Int = 1) async throws {
        try await state.wait(for: "\(count) to sleep") { $0.sleepers.count >= count }
    }

    package var clock: SystemClock {
        SystemClock(
            uptime: { self.uptime }, now: { self.now },
            sleep: { moment throws(CancellationError) in
                if Task.isCancelled { throw CancellationError() }
                switch self.sleep {
                case .cancels: throw CancellationError()
                case .jumps: self.jump(to: moment)
                case .jumpsWithin(let limit) where moment - self.uptime < limit: self.jump(to: moment)
                case .waits, .jumpsWithin: guard await self.wait(until: moment) else { throw CancellationError() }
                }
            },
            random: { self.random })
    }

    private func jump(to moment: Duration) {
        state.change { state in
            state.jumps.append(moment - state.uptime)
            state.uptime = max(state.uptime, moment)
        }
    }

    private func wait(until moment: Duration) async -> Bool {
        let id = state.change { state in
            state.next += 1
            return state.next
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let outcome: Bool? = state.change { state in
                    if state.cancelled.remove(id) != nil { return false }
                    if moment <= state.uptime { return true }
                    state.sleepers[id] = (moment, continuation)
                    return nil
                }
                if let outcome { continuation.resume(returning: outcome) }
            }
        } onCancel: {
            let sleeper = state.change { state in
                let sleeper = state.sleepers.removeValue(forKey: id)
                if sleeper == nil { state.cancelled.insert(id) }
                return sleeper?.continuation
            }
            sleeper?.resume(returning: false)
        }
    }
}
