internal import Notation
internal import Synchronization
internal import System

/// Shares one token among all callers and refreshes it before it expires, with one fetch at a time.
///
/// A token that is still valid is returned without waiting, whatever the fetch's result.
final class RefreshingTokens: Sendable {
    private typealias Waiter = CheckedContinuation<Result<Secret, TokenFailure>, Never>

    private struct State {
        var schedule = RefreshSchedule()
        /// The number of the latest fetch.
        ///
        /// `result` is nil until that fetch ends.
        var fetch = 0
        var result: Result<Secret, TokenFailure>?
        var waiters: [Int: Waiter] = [:]
        var nextWaiter = 0
        var task: Task<Void, Never>?
        var isStopped = false
    }

    private let state = Mutex(State())
    private let source: any TokenSource
    private let clock: SystemClock
    private let observe: @Sendable (TokenEvent) -> Void

    /// Creates API tokens from a source.
    init(
        _ source: any TokenSource, clock: SystemClock, observe: @escaping @Sendable (TokenEvent) -> Void
    ) {
        self.source = source
        self.clock = clock
        self.observe = observe
    }

    /// A token to use now, other than the one that the API refused.
    ///
    /// Waits for at most `patience`.
    func token(refused: Secret?, patience: Duration) async throws(TokenFailure) -> Secret {
        let deadline = clock.uptime() + patience
        while true {
            let now = clock.uptime()
            let (step, fetch) = state.withLock { state in
                let step = state.schedule.next(at: now, refused: refused)
                if step.begins { begin(&state) }
                return (step, state.fetch)
            }
            switch step {
            case .use(let token), .useAndFetch(let token): return token
            case .fail(let failure): throw failure
            case .fetch, .wait: return try await wait(for: fetch, atMost: deadline - now)
            case .pause(let moment):
                guard moment < deadline else { throw Self.late }
                do throws(CancellationError) { try await clock.sleep(moment) } catch { throw Self.cancelled }
            }
        }
    }

    /// Cancels the running fetch, and every later one.
    func stop() {
        state.withLock { state in
            state.isStopped = true
            state.task?.cancel()
        }
    }

    private static let late = TokenFailure("no access token was received in time", .unreachable)
    private static let cancelled = TokenFailure("cancelled", .unreachable)

    private func begin(_ state: inout State) {
        state.fetch += 1
        state.result = nil
        state.task = Task.detached { await self.fetch() }
        if state.isStopped { state.task?.cancel() }
    }

    private func fetch() async {
        let result: Result<FetchedToken, TokenFailure>
        do throws(TokenFailure) { result = .success(try await source.fetch(.cloudPlatform)) } catch {
            result = .failure(error)
        }
        let now = clock.uptime()
        // Reported before any caller can get the token, so that the metrics never lag behind the tokens in use.
        switch result {
        case .success(let fetched):
            observe(.refreshed(expiry: clock.now().seconds &+ fetched.lifetime.components.seconds))
        // A fetch that was cancelled is not the server's failure.
        case .failure(let failure): if !state.withLock({ $0.isStopped }) { observe(.failed(failure)) }
        }
        let waiters = state.withLock { state in
            switch result {
            case .success(let fetched): state.schedule.succeed(fetched, at: now)
            case .failure(let failure): state.schedule.fail(failure, at: now, random: clock.random())
            }
            state.result = result.map(\.token)
            defer { state.waiters = [:] }
            return state.waiters.values
        }
        for waiter in waiters { waiter.resume(returning: result.map(\.token)) }
    }

    // MARK: - Waiting

    private func wait(for fetch: Int, atMost patience: Duration) async throws(TokenFailure) -> Secret {
        let clock = clock
        return try await withTaskGroup(of: Result<Secret, TokenFailure>.self) { group in
            group.addTask { await self.result(of: fetch) }
            group.addTask {
                do throws(CancellationError) { try await clock.pause(patience) } catch {
                    return .failure(Self.cancelled)
                }
                return .failure(Self.late)
            }
            let first = await group.next() ?? .failure(Self.cancelled)
            group.cancelAll()
            return first
        }.get()
    }

    private func result(of fetch: Int) async -> Result<Secret, TokenFailure> {
        let id = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { (waiter: Waiter) in
                let ended = state.withLock { state -> Result<Secret, TokenFailure>? in
                    // Checked under the lock, so that a cancellation is either seen here or finds the waiter.
                    if Task.isCancelled { return .failure(Self.cancelled) }
                    if state.fetch == fetch, state.result == nil {
                        state.waiters[id] = waiter
                        return nil
                    }
                    return state.result ?? .failure(Self.late)
                }
                if let ended { waiter.resume(returning: ended) }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: id) }?.resume(returning: .failure(Self.cancelled))
        }
    }
}

extension RefreshSchedule.Step {
    /// Whether this step starts a fetch.
    fileprivate var begins: Bool {
        switch self {
        case .fetch, .useAndFetch: true
        case .use, .wait, .pause, .fail: false
        }
    }
}
