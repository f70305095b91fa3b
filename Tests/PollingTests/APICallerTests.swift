import Datastream
import GoogleAuth
import HTTPTransport
import Notation
import Synchronization
import TestSupport
import Testing

@testable import Polling

@Suite struct APICallerTests {
    private let stream = StreamName(project: "p", location: "l", stream: "s")
    private let path = "projects/p/locations/l/streams/s"

    /// Requests the stream once within the given time and returns the outcome.
    private func outcome(
        _ api: ScriptedAPI, _ clock: TestClock = TestClock(), tokens: AccessTokens? = nil,
        perMinute: Int = 1_000_000, within seconds: Int = 60
    ) async -> (body: String?, failure: PollFailure?, caller: APICaller) {
        let caller = api.caller(clock: clock.clock, perMinute: perMinute, tokens: tokens)
        return await outcome(caller, clock, within: seconds)
    }

    private func outcome(
        _ caller: APICaller, _ clock: TestClock, within seconds: Int = 60
    ) async -> (body: String?, failure: PollFailure?, caller: APICaller) {
        do throws(CallFailure) {
            let body = try await caller.body(of: .getStream(stream), deadline: clock.uptime + .seconds(seconds))
            return (String(decoding: body, as: UTF8.self), nil, caller)
        } catch {
            return (nil, error.pollFailure(of: .getStream(stream)), caller)
        }
    }

    @Test(arguments: [
        (400, PollFailure.Reason.server, 1), (403, .permission, 1), (404, .notFound, 1), (405, .server, 1),
        (418, .server, 1), (500, .server, 3), (501, .server, 1), (502, .server, 5), (503, .server, 5),
        (504, .server, 5),
        (302, .server, 1), (304, .server, 1), (204, .server, 1), (206, .server, 1), (429, .quota, 5), (401, .auth, 1),
    ])
    func `a lasting status decides the reason and the number of tries`(
        status: Int, reason: PollFailure.Reason, tries: Int
    )
        async
    {
        let api = ScriptedAPI()
        api.on(path) { _ in .json("{}", status: status) }
        let outcome = await outcome(api)
        #expect(outcome.failure?.reason == reason)
        #expect(api.asked.count == tries)
        #expect(outcome.caller.statistics.requests.values.reduce(0, +) == tries)
        #expect(outcome.caller.statistics.retries.values.reduce(0, +) == tries - 1)
    }

    @Test(arguments: [
        (TransportError.Kind.connect, PollFailure.Reason.network, 5), (.nameLookup, .network, 5), (.reset, .network, 5),
        (.certificate, .network, 1), (.tooLarge, .decode, 1), (.proxy, .network, 1),
    ])
    func `a transport failure decides the reason and the number of tries`(
        kind: TransportError.Kind, reason: PollFailure.Reason, tries: Int
    ) async {
        let api = ScriptedAPI()
        api.on(path) { _ throws(TransportError) in throw TransportError(kind, "because") }
        let outcome = await outcome(api)
        #expect(outcome.failure?.reason == reason)
        #expect(outcome.failure?.message == "streams.get of \(path): because" || reason == .decode)
        #expect(api.asked.count == tries)
        #expect(outcome.caller.statistics.requests.map(\.key.code) == ["000"])
    }

    @Test func `a wait requested by the API is respected`() async {
        let clock = TestClock()
        let api = ScriptedAPI()
        api.on(path) { asked in
            asked.repeats == 0 ? .json("{}", status: 429, headers: ["Retry-After": "7"]) : .json("done")
        }
        let outcome = await outcome(api, clock)
        #expect(outcome.body == "done")
        #expect(clock.uptime >= .seconds(7))
        #expect(outcome.caller.statistics.throttled == ["streams.get": 1])
    }

    @Test func `the longer wait of a header and a RetryInfo counts`() async {
        let clock = TestClock()
        let api = ScriptedAPI()
        let body =
            #"{"error":{"status":"RESOURCE_EXHAUSTED","details":[{"@type":"RetryInfo","retryDelay":"12.5s"}]}}"#
        api.on(path) { asked in
            asked.repeats == 0 ? .json(body, status: 429, headers: ["Retry-After": "3"]) : .json("done")
        }
        #expect(await outcome(api, clock).body == "done")
        #expect(clock.uptime >= .milliseconds(12_500))
    }

    @Test func `a wait beyond the poll ends it, and the next poll sends nothing before it has passed`() async {
        let clock = TestClock()
        let api = ScriptedAPI()
        api.on(path) { asked in
            asked.repeats == 0 ? .json("{}", status: 429, headers: ["Retry-After": "600"]) : .json("done")
        }
        let first = await outcome(api, clock)
        #expect(first.failure?.reason == .quota)
        let second = await outcome(first.caller, clock)
        #expect(second.failure?.reason == .quota)
        #expect(api.asked.count == 1)
        clock.advance(by: .seconds(600))
        #expect(await outcome(first.caller, clock).body == "done")
    }

    @Test func `a legacy 403 for a rate limit is a quota, not a permission`() async {
        let api = ScriptedAPI()
        api.on(path) { _ in
            .json(#"{"error":{"code":403,"errors":[{"reason":"rateLimitExceeded"}]}}"#, status: 403)
        }
        #expect(await outcome(api).failure?.reason == .quota)
        #expect(api.asked.count == 5)
    }

    @Test func `an exhausted request budget ends the poll as a timeout`() async {
        let api = ScriptedAPI()
        let clock = TestClock()
        api.on(path, "{}")
        let first = await outcome(api, clock, perMinute: 1)
        #expect(first.body == "{}")
        #expect(await outcome(first.caller, clock, within: 30).failure?.reason == .timeout)
        #expect(api.asked.count == 1)
        #expect(await outcome(first.caller, clock, within: 90).body == "{}")
        #expect(clock.uptime == .seconds(60))
    }

    @Test func `requests that waited for a token are no more in a minute than allowed`() async {
        let moments = await departures(of: 2) { clock in
            if clock.uptime == .zero { clock.advance(by: .seconds(40)) }
            return Secret("token")
        }
        #expect(moments == [.seconds(40), .seconds(100)])
    }

    @Test func `a request that waited for a new token after its slot takes another slot`() async {
        let moments = await departures(of: 3) { clock in
            // The first token expires, and the next one takes 40 seconds.
            if clock.uptime == .seconds(60) { clock.advance(by: .seconds(40)) }
            return Secret(clock.uptime < .seconds(60) ? "first" : "second")
        }
        #expect(moments == [.zero, .seconds(120), .seconds(180)])
    }

    @Test func `a request that waited out a pause after its slot takes another slot`() async throws {
        let api = ScriptedAPI()
        let clock = TestClock(.waits)
        let sent = Mutex<[Duration]>([])
        api.on(path) { _ in
            sent.withLock { $0.append(clock.uptime) }
            return clock.uptime == .seconds(60)
                ? .json("{}", status: 429, headers: ["Retry-After": "90"]) : .json("{}")
        }
        let caller = await outcome(api, clock, perMinute: 1).caller
        async let refused = outcome(caller, clock, within: 100)
        try await clock.untilAsleep()
        async let paused = outcome(caller, clock, within: 300)
        try await clock.untilAsleep(2)
        clock.set(.seconds(60))
        _ = await refused
        // Its slot comes, the pause ends, and the next slot comes.
        for second in [120, 150, 180] {
            try await clock.untilAsleep()
            clock.set(.seconds(second))
        }
        _ = await paused
        #expect(sent.withLock { $0 } == [.zero, .seconds(60), .seconds(180)])
    }

    /// When requests leave that follow each other, where one a minute is allowed.
    private func departures(of count: Int, _ token: @escaping @Sendable (TestClock) -> Secret) async -> [Duration] {
        let api = ScriptedAPI()
        let clock = TestClock()
        let sent = Mutex<[Duration]>([])
        api.on(path) { _ in
            sent.withLock { $0.append(clock.uptime) }
            return .json("{}")
        }
        let tokens = AccessTokens(source: "test") { _, _ throws(TokenFailure) in token(clock) }
        let first = await outcome(api, clock, tokens: tokens, perMinute: 1)
        for _ in 1..<count { _ = await outcome(first.caller, clock, within: 200) }
        return sent.withLock { $0 }
    }

    @Test func `HTML with a success status is not an answer`() async {
        let api = ScriptedAPI()
        api.on(path) { _ in .json("{}", headers: ["Content-Type": "text/html; charset=utf-8"]) }
        #expect(await outcome(api).failure?.reason == .decode)
    }

    @Test func `a refused token is replaced once, and the same request is sent again`() async {
        let api = ScriptedAPI()
        let refusals = Mutex<[Bool]>([])
        let tokens = AccessTokens(source: "test") { refused, _ throws(TokenFailure) in
            refusals.withLock { $0.append(refused != nil) }
            return Secret(refused == nil ? "old" : "new")
        }
        api.on(path) { asked in
            asked.authorization == "Bearer new" ? .json("done") : .json("{}", status: 401)
        }
        #expect(await outcome(api, tokens: tokens).body == "done")
        #expect(api.asked.map(\.authorization) == ["Bearer old", "Bearer new"])
        #expect(refusals.withLock { $0 } == [false, true])
    }

    @Test func `a token refused twice fails the poll`() async {
        let api = ScriptedAPI()
        api.on(path) { _ in .json("{}", status: 401) }
        let tokens = AccessTokens(source: "test") { _, _ throws(TokenFailure) in Secret("same") }
        #expect(await outcome(api, tokens: tokens).failure?.reason == .auth)
        #expect(api.asked.count == 2)
    }

    @Test func `without a token no request is sent`() async {
        let api = ScriptedAPI()
        let tokens = AccessTokens(source: "test") { _, _ throws(TokenFailure) in throw TokenFailure("no file") }
        let outcome = await outcome(api, tokens: tokens)
        #expect(outcome.failure == PollFailure(.auth, "streams.get of \(path): no file"))
        #expect(api.asked.isEmpty)
    }

    @Test func `an unknown reason includes the server's message, without the token`() async {
        let api = ScriptedAPI()
        api.on(path) { _ in
            .json(#"{"error":{"code":403,"message":"No, t0ken.","details":[{"reason":"NEW"}]}}"#, status: 403)
        }
        let tokens = AccessTokens(source: "test") { _, _ throws(TokenFailure) in Secret("t0ken") }
        #expect(
            await outcome(api, tokens: tokens).failure?.message
                == "streams.get of \(path): HTTP 403 NEW: No, <secret>.")
    }

    @Test func `with advice the server's message is left out`() async {
        let api = ScriptedAPI()
        api.on(path) { _ in
            .json(#"{"error":{"code":403,"status":"PERMISSION_DENIED","message":"password=hunter2"}}"#, status: 403)
        }
        let failure = await outcome(api).failure
        #expect(
            failure?.message
                == "streams.get of \(path): HTTP 403 PERMISSION_DENIED; the caller lacks datastream.streams.get, "
                + "which roles/datastream.viewer has")
    }
}
