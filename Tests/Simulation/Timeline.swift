import Notation
import System

/// Time that passes only when nothing else can happen: the events to come, in order.
final class Timeline: @unchecked Sendable {  // one thread uses it
    private struct Event {
        let moment: Int
        let number: Int
        let action: () -> Void

        static func < (left: Event, right: Event) -> Bool { (left.moment, left.number) < (right.moment, right.number) }
    }

    /// Milliseconds since the beginning.
    private(set) var now = 0
    private var heap: [Event] = []
    private var next = 0

    /// When the simulation begins, by the time of day, in seconds.
    static let dawn = 1_700_000_000

    /// The true time of day in milliseconds.
    var time: Int { Self.dawn * 1_000 + now }

    /// How far the machine's clock is off, in milliseconds.
    var error = 0

    /// The time of day by the machine's clock, in milliseconds.
    var wall: Int { time + error }

    /// Lets something happen at a moment, or at once if that has passed.
    func at(_ moment: Int, _ action: @escaping () -> Void) {
        next += 1
        heap.append(Event(moment: max(moment, now), number: next, action: action))
        var index = heap.count - 1
        while index > 0, heap[index] < heap[(index - 1) / 2] {
            heap.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    /// Moves on to the next event and lets it happen; false if there is none.
    func step() -> Bool {
        guard let first = heap.first, let last = heap.popLast() else { return false }
        if !heap.isEmpty {
            heap[0] = last
            sink()
        }
        now = first.moment
        first.action()
        return true
    }

    /// Lets nothing more happen.
    func clear() { heap = [] }

    private func sink() {
        var index = 0
        while true {
            var least = index
            for child in [2 * index + 1, 2 * index + 2] where child < heap.count && heap[child] < heap[least] {
                least = child
            }
            if least == index { return }
            heap.swapAt(index, least)
            index = least
        }
    }

    /// Waits; throws if the task is cancelled.
    func sleep(until moment: Int) async throws(CancellationError) {
        if Task.isCancelled { throw CancellationError() }
        let sleeper = Sleeper()
        let isAwake = await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                sleeper.begin(continuation)
                at(moment) { sleeper.end(true) }
            }
        } onCancel: {
            sleeper.end(false)
        }
        if !isAwake { throw CancellationError() }
    }

    /// The clock of a process that started at a moment.
    func clock(since start: Int, _ chance: Chance) -> SystemClock {
        SystemClock(
            uptime: { .milliseconds(self.now - start) },
            now: { Timestamp(seconds: Int64(self.wall / 1_000), nanoseconds: Int32(self.wall % 1_000) * 1_000_000) },
            sleep: { until throws(CancellationError) in
                let (seconds, attoseconds) = until.components
                let part = Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
                try await self.sleep(until: start + Int(seconds) * 1_000 + part)
            }, random: { chance.fraction() })
    }
}

/// A task that waits for a moment or for its cancellation, whatever comes first.
private final class Sleeper: @unchecked Sendable {  // one thread uses it
    private var continuation: UnsafeContinuation<Bool, Never>?
    private var outcome: Bool?

    func begin(_ continuation: UnsafeContinuation<Bool, Never>) {
        if let outcome { continuation.resume(returning: outcome) } else { self.continuation = continuation }
    }

    func end(_ isAwake: Bool) {
        guard outcome == nil else { return }
        outcome = isAwake
        continuation?.resume(returning: isAwake)
        continuation = nil
    }
}
