internal import Synchronization

/// Lets work continue when the task that awaits it is cancelled, so that the current command gets its response.
package final class Shield: Sendable {
    private struct State {
        var isOpen = true
        var next = 0
        var cancels: [Int: @Sendable () -> Void] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    /// Runs work to its end.
    ///
    /// Once the shield is dropped, the work runs in a cancelled task.
    package func run<Result: Sendable>(_ body: @escaping @Sendable () async -> Result) async -> Result {
        let task = Task { await body() }
        let place = state.withLock { state -> Int? in
            guard state.isOpen else { return nil }
            state.next += 1
            state.cancels[state.next] = { task.cancel() }
            return state.next
        }
        guard let place else {
            task.cancel()
            return await task.value
        }
        let result = await task.value
        state.withLock { $0.cancels[place] = nil }
        return result
    }

    /// Cancels the current work and all later work.
    package func drop() {
        let cancels = state.withLock { state in
            state.isOpen = false
            return state.cancels.values
        }
        for cancel in cancels { cancel() }
    }
}
