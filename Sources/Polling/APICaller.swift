package import Datastream
package import GoogleAuth
package import HTTPTransport
internal import Notation
internal import Synchronization
package import System

/// Calls methods of the Datastream API; adds the access token, limits the request rate and retries.
package final class APICaller: Sendable {
    /// The external dependencies of a call.
    package struct Environment: Sendable {
        package var send: @Sendable (TransportRequest) async throws(TransportError) -> TransportResponse
        /// The source of access tokens; nil for an endpoint that needs none.
        package var tokens: AccessTokens?
        /// The source of time and randomness.
        package var clock: SystemClock

        package init(
            send: @escaping @Sendable (TransportRequest) async throws(TransportError) -> TransportResponse,
            tokens: AccessTokens?, clock: SystemClock
        ) {
            self.send = send
            self.tokens = tokens
            self.clock = clock
        }
    }

    let environment: Environment
    private let endpoint: String
    private let errorFormat: ErrorFormat?
    private let retryPolicy = RetryPolicy()
    private let pace: Mutex<RequestPace>
    private let counted = Mutex(APIStatistics())

    /// Creates a caller for one endpoint.
    ///
    /// - Parameters:
    ///   - endpoint: the base URL, without a trailing slash.
    ///   - errorFormat: the error format to request from the API; nil for the API's default.
    ///   - maximumRequestsPerMinute: the request limit for any one minute, including retries.
    ///   - environment: the external dependencies.
    package init(
        endpoint: String, errorFormat: ErrorFormat? = nil, maximumRequestsPerMinute: Int, environment: Environment
    ) {
        self.endpoint = endpoint
        self.errorFormat = errorFormat
        self.environment = environment
        pace = Mutex(RequestPace(perMinute: maximumRequestsPerMinute))
    }

    /// Statistics of all calls so far.
    package var statistics: APIStatistics { counted.withLock { $0 } }

    /// Updates the statistics.
    func count(_ change: (inout APIStatistics) -> Void) {
        counted.withLock { statistics in change(&statistics) }
    }

    /// The body of a successful response.
    ///
    /// A refused token is replaced once, if the poll has refreshes left.
    func body(
        of call: APICall, deadline: Duration, refreshes: RefreshAllowance = RefreshAllowance()
    ) async throws(CallFailure) -> [UInt8] {
        var tries = 0
        var refused: Secret?
        while true {
            guard environment.clock.uptime() < deadline else { throw .deadline }
            // The token comes first: a request that waits for one would leave after its slot. If it is another one after
            // the wait for a slot, that may have taken time, too.
            var token = try await token(refused, deadline)
            while try await departure(of: call, deadline) {
                let current = try await self.token(refused, deadline)
                if current == token { break }
                token = current
            }
            tries += 1
            let outcome = try await attempt(call, token, deadline)
            switch outcome {
            case .success(let body): return body
            case .failure(.refused(let error))
            where error.httpStatus == 401 && token != nil && refused == nil && refreshes.take():
                refused = token
            case .failure(let failure): try await wait(after: failure, of: call, tries, deadline)
            }
        }
    }

    /// The body of a successful response, for a call with any HTTP verb.
    ///
    /// - Throws: why there is none.
    package func answer(to call: APICall, deadline: Duration) async throws(CallFailure) -> [UInt8] {
        try await body(of: call, deadline: deadline)
    }

    /// Waits until the call may be sent; returns whether it had to wait.
    private func departure(of call: APICall, _ deadline: Duration) async throws(CallFailure) -> Bool {
        var hasWaited = try await waitOutPause(of: call.subject, deadline)
        while true {
            let now = environment.clock.uptime()
            guard now < deadline else { throw .deadline }
            let slot = try paced { pace throws(RequestPace.Refusal) in try pace.reserve(at: now, deadline: deadline) }
            if slot > now {
                try await sleep(until: slot)
                hasWaited = true
            }
            // While this request waited for its slot, the API may have asked others about the same subject to pause. It
            // takes another slot then.
            guard try await waitOutPause(of: call.subject, deadline) else { return hasWaited }
            hasWaited = true
        }
    }

    /// Waits as long as the API has asked to wait with a subject; returns whether it had to wait.
    private func waitOutPause(of subject: String, _ deadline: Duration) async throws(CallFailure) -> Bool {
        guard environment.clock.uptime() < deadline else { throw .deadline }
        var hasWaited = false
        while true {
            let end = try paced { pace throws(RequestPace.Refusal) in
                try pace.pauseEnd(of: subject, within: deadline)
            }
            if end <= environment.clock.uptime() { return hasWaited }
            try await sleep(until: end)
            hasWaited = true
        }
    }

    private func paced<Value: Sendable>(
        _ body: (inout RequestPace) throws(RequestPace.Refusal) -> Value
    ) throws(CallFailure) -> Value {
        do throws(RequestPace.Refusal) {
            return try pace.withLock { pace throws(RequestPace.Refusal) in try body(&pace) }
        } catch {
            throw .pace(error)
        }
    }

    private func sleep(until moment: Duration) async throws(CallFailure) {
        do throws(CancellationError) {
            try await environment.clock.sleep(moment)
        } catch {
            throw .transport(TransportError(.cancelled, "cancelled"))
        }
    }

    private func token(_ refused: Secret?, _ deadline: Duration) async throws(CallFailure) -> Secret? {
        guard let tokens = environment.tokens else { return nil }
        let patience = deadline - environment.clock.uptime()
        do throws(TokenFailure) { return try await tokens.token(refused, patience) } catch { throw .token(error) }
    }

    /// Sends a call once.
    private func attempt(
        _ call: APICall, _ token: Secret?, _ deadline: Duration
    ) async throws(CallFailure) -> Result<[UInt8], CallFailure> {
        let start = environment.clock.uptime()
        guard start < deadline else { throw .deadline }
        let request = call.request(
            endpoint: endpoint, errorFormat: errorFormat, token: token, quotaProject: environment.tokens?.quotaProject,
            within: deadline - start)
        do throws(TransportError) {
            let response = try await environment.send(request)
            let error = call.error(in: response)
            count {
                $0.count(
                    method: call.method, status: response.status, bytes: response.body.count,
                    duration: environment.clock.uptime() - start, throttled: error?.isRateLimit == true)
            }
            if let error {
                var waiting = error.waiting(as: response, at: environment.clock.now())
                waiting.quotaProject = environment.tokens?.quotaProject
                if let token { waiting.refusal = waiting.refusal.hiding(token.revealed) }
                return .failure(.refused(waiting))
            }
            if response.isHTML { return .failure(.decoding(DecodingFailure("HTML where JSON was asked for"))) }
            return .success(response.body)
        } catch {
            count {
                $0.count(
                    method: call.method, status: nil, bytes: 0, duration: environment.clock.uptime() - start,
                    throttled: false)
            }
            if error.kind == .cancelled { throw .transport(error) }
            // The transfer's timeout was the time left of the poll, so this timeout is the poll's deadline.
            if error.kind == .timeout, environment.clock.uptime() >= deadline { throw .deadline }
            return .failure(.transport(error))
        }
    }

    /// Waits before the next try, or gives up.
    private func wait(
        after failure: CallFailure, of call: APICall, _ tries: Int, _ deadline: Duration
    ) async throws(CallFailure) {
        let now = environment.clock.uptime()
        guard let (outcome, reason) = failure.outcome, call.allowsRepeat(after: failure) else { throw failure }
        if case .refused(let error) = failure, error.isRateLimit, let asked = error.retryDelay {
            pace.withLock { $0.pause(call.subject, at: now, until: now + asked) }
        }
        switch retryPolicy.decide(outcome, tries: tries, remaining: deadline - now, random: environment.clock.random) {
        case .giveUp: throw failure
        case .retry(let delay):
            if case .refused(let error) = failure, error.isRateLimit {
                pace.withLock { $0.pause(call.subject, at: now, until: now + delay) }
            }
            count { $0.countRetry(method: call.method, reason: reason) }
            try await sleep(until: now + delay)
        }
    }
}

extension CallFailure {
    /// The outcome for the retry policy and the reason to count; nil for a failure that is never retried.
    fileprivate var outcome: (RetryPolicy.Outcome, reason: String)? {
        switch self {
        // A resource that already exists will still exist next time; any other conflict may pass.
        case .refused(let error) where error.httpStatus == 409 && error.status == "ALREADY_EXISTS": nil
        case .refused(let error):
            (
                .status(error.httpStatus, retryAfter: error.retryDelay, rateLimited: error.isRateLimit),
                String(error.httpStatus)
            )
        case .transport(let error): (.transport(error.kind), error.kind.rawValue)
        case .token, .decoding, .pace, .deadline: nil
        }
    }
}
