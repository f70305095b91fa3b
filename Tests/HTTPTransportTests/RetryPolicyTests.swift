import Testing

@testable import HTTPTransport

struct RetryPolicyTests {
    private func decide(
        _ outcome: RetryPolicy.Outcome, tries: Int = 1, remaining: Duration = .seconds(7200), random: Double = 0.5
    ) -> RetryPolicy.Decision {
        RetryPolicy().decide(outcome, tries: tries, remaining: remaining) { random }
    }

    @Test(arguments: [
        (408, 5), (409, 5), (425, 5), (429, 5), (499, 2), (500, 3), (502, 5), (503, 5), (504, 5),
        (400, 1), (401, 1), (403, 1), (404, 1), (407, 1), (410, 1), (422, 1), (501, 1), (505, 1), (511, 1), (599, 1),
    ])
    func `each status has its number of tries`(status: Int, most: Int) {
        for tries in 1...6 {
            #expect((decide(.status(status), tries: tries) == .giveUp) == (tries >= most))
        }
    }

    @Test(arguments: TransportError.Kind.allCases)
    func `transient failures are retried, and lasting ones are not`(kind: TransportError.Kind) {
        let passing: [TransportError.Kind] = [.nameLookup, .connect, .tls, .reset, .timeout, .crowded]
        #expect((decide(.transport(kind)) != .giveUp) == passing.contains(kind))
        #expect(decide(.transport(kind), tries: 5) == .giveUp)
    }

    @Test func `a 403 is retried only for a rate limit`() {
        #expect(decide(.status(403, rateLimited: true)) != .giveUp)
        #expect(decide(.status(403, retryAfter: .seconds(1))) == .giveUp)
    }

    @Test(arguments: [(1, 1.0), (2, 2.0), (3, 4.0), (4, 8.0)])
    func `the wait's upper bound doubles`(tries: Int, seconds: Double) {
        #expect(decide(.status(503), tries: tries) == .retry(after: .seconds(seconds / 2)))
    }

    @Test func `the wait's upper bound is capped, after any number of tries`() {
        var policy = RetryPolicy()
        policy.tries = .max
        for tries in [5, 100, Int.max - 1] {
            #expect(
                policy.decide(.status(503), tries: tries, remaining: .seconds(60)) { 0.5 } == .retry(after: .seconds(5))
            )
        }
    }

    @Test(arguments: [nil, Duration.zero, .milliseconds(1)])
    func `no wait is shorter than the minimum`(retryAfter: Duration?) {
        #expect(decide(.status(429, retryAfter: retryAfter), random: 0) == .retry(after: .milliseconds(100)))
    }

    @Test func `the server's wait is a minimum, capped at an hour`() {
        #expect(decide(.status(429, retryAfter: .seconds(7)), random: 0) == .retry(after: .seconds(7)))
        #expect(decide(.status(503, retryAfter: .milliseconds(200))) == .retry(after: .milliseconds(500)))
        #expect(decide(.status(503, retryAfter: .seconds(99_999))) == .retry(after: .seconds(3600)))
    }

    @Test func `a wait that would end after the deadline does not begin`() {
        #expect(decide(.status(429, retryAfter: .seconds(7)), remaining: .seconds(7)) == .giveUp)
        #expect(decide(.status(429, retryAfter: .seconds(7)), remaining: .seconds(8)) == .retry(after: .seconds(7)))
        #expect(decide(.transport(.reset), remaining: .seconds(-1)) == .giveUp)
    }
}
