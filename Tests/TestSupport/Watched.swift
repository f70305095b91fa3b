import Foundation
import Synchronization

/// A value that others change; a test can wait for its changes.
package final class Watched<Value: Sendable>: Sendable {
    private struct State {
        var value: Value
        var waiters: [Int: (isMet: @Sendable (Value) -> Bool, continuation: CheckedContinuation<Value?, Never>)] = [:]
        var next = 0
    }

    private let state: Mutex<State>

    package init(_ value: Value) { state = Mutex(State(value: value)) }

    package var value: Value { state.withLock { $0.value } }

    /// Changes the value and wakes the waiters whose condition it now meets.
    package func change<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
        let (result, value, due) = state.withLock { state in
            let result = body(&state.value)
            let due = state.waiters.filter { $0.value.isMet(state.value) }
            for id in due.keys { state.waiters[id] = nil }
            return (result, state.value, due.values.map(\.continuation))
        }
        for continuation in due { continuation.resume(returning: value) }
        return result
    }

    /// Waits until the value meets a condition, and returns the first value that does.
    ///
    /// - Throws: ``DeadlinePassed`` when that takes longer than `limit`.
    @discardableResult
    package func wait(
        for what: String, within limit: Duration = testPatience, until isMet: @escaping @Sendable (Value) -> Bool
    ) async throws -> Value {
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        let deadline = Task {
            try await Task.sleep(for: limit)
            self.state.withLock { $0.waiters.removeValue(forKey: id) }?.continuation.resume(returning: nil)
        }
        defer { deadline.cancel() }
        let value: Value? = await withCheckedContinuation { continuation in
            let value = state.withLock { state -> Value? in
                if isMet(state.value) { return state.value }
                state.waiters[id] = (isMet, continuation)
                return nil
            }
            if let value { continuation.resume(returning: value) }
        }
        guard let value else { throw DeadlinePassed(what: what, limit: limit) }
        return value
    }
}

/// Polls until a condition holds, for conditions whose changes nothing announces.
///
/// - Throws: ``DeadlinePassed`` when that takes longer than `limit`.
package func eventually(
    _ what: String, within limit: Duration = testPatience, _ isMet: () async throws -> Bool
) async throws {
    let end = ContinuousClock.now + limit
    while try await !isMet() {
        guard .now < end else { throw DeadlinePassed(what: what, limit: limit) }
        try await Task.sleep(for: .milliseconds(1))
    }
}

/// What a test waited for did not happen in time.
package struct DeadlinePassed: Error, CustomStringConvertible {
    let what: String
    let limit: Duration

    package var description: String { "not within \(limit): \(what)" }
}
