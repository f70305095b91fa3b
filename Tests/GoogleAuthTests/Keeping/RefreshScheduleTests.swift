import Testing

@testable import GoogleAuth

@Suite struct RefreshScheduleTests {
    private let failure = TokenFailure("because")
    private let old = Secret("old")
    private let new = Secret("new")

    /// A schedule whose first fetch, at 0, returned a token with the given lifetime.
    private func schedule(_ seconds: Int) -> RefreshSchedule {
        var schedule = RefreshSchedule()
        _ = schedule.next(at: .zero, refused: nil)
        schedule.succeed(FetchedToken(token: old, lifetime: .seconds(seconds)), at: .zero)
        return schedule
    }

    private func next(_ schedule: inout RefreshSchedule, _ seconds: Double, _ refused: Secret? = nil)
        -> RefreshSchedule.Step
    {
        schedule.next(at: .milliseconds(Int64(seconds * 1_000)), refused: refused)
    }

    @Test func `the first caller fetches the token, and all others wait for it`() {
        var schedule = RefreshSchedule()
        #expect(next(&schedule, 0) == .fetch)
        #expect(next(&schedule, 0) == .wait)
        schedule.succeed(FetchedToken(token: old, lifetime: .seconds(3_600)), at: .seconds(1))
        #expect(next(&schedule, 1) == .use(old))
    }

    @Test func `a token is replaced 225 s before it expires, and used meanwhile`() {
        var schedule = schedule(3_600)
        #expect(next(&schedule, 3_374.9) == .use(old))
        #expect(next(&schedule, 3_375) == .useAndFetch(old))
        #expect(next(&schedule, 3_376) == .use(old))
        #expect(next(&schedule, 3_599.9) == .use(old))
        #expect(next(&schedule, 3_600) == .wait)
        schedule.succeed(FetchedToken(token: new, lifetime: .seconds(3_600)), at: .seconds(3_601))
        #expect(next(&schedule, 3_601) == .use(new))
        // Its lifetime counts from the start of the fetch.
        #expect(next(&schedule, 3_375 + 3_375) == .useAndFetch(new))
    }

    @Test func `a failed fetch keeps the old token in use, and retries come ever later`() {
        var schedule = schedule(3_600)
        var now = 3_375.0
        for wait in [1.0, 2, 4, 8, 16, 30, 30] {
            #expect(next(&schedule, now) == .useAndFetch(old))
            schedule.fail(failure, at: .seconds(now), random: 0.999_999)
            #expect(next(&schedule, now + wait * 0.89) == .use(old))
            now += wait
        }
        #expect(next(&schedule, 3_600) == .fetch)
    }

    @Test func `without a token everyone gets the failure until the next try`() {
        var schedule = RefreshSchedule()
        _ = next(&schedule, 0)
        schedule.fail(failure, at: .seconds(5), random: 1)
        #expect(next(&schedule, 5.5) == .fail(failure))
        #expect(next(&schedule, 6) == .fetch)
        schedule.fail(failure, at: .seconds(6), random: 1)
        #expect(next(&schedule, 7.9) == .fail(failure))
        #expect(next(&schedule, 8) == .fetch)
        schedule.succeed(FetchedToken(token: old, lifetime: .seconds(60)), at: .seconds(8))
        _ = next(&schedule, 68)
        schedule.fail(failure, at: .seconds(68), random: 1)
        #expect(next(&schedule, 69) == .fetch, "a success ends the back-off")
    }

    @Test func `a refused token is replaced, at most once a second`() {
        var schedule = schedule(3_600)
        #expect(next(&schedule, 0.2, old) == .pause(until: .seconds(1)))
        #expect(next(&schedule, 0.2) == .use(old))
        #expect(next(&schedule, 1, old) == .fetch)
        #expect(next(&schedule, 1, old) == .wait)
        schedule.succeed(FetchedToken(token: new, lifetime: .seconds(3_600)), at: .seconds(1))
        // A caller that still has the old token causes no other fetch.
        #expect(next(&schedule, 1.1, old) == .use(new))
        #expect(next(&schedule, 1.1, new) == .pause(until: .seconds(2)))
    }

    @Test func `a server that hands out nearly expired tokens is not asked in a loop`() {
        var schedule = schedule(200)
        #expect(next(&schedule, 1) == .use(old))
        #expect(next(&schedule, 49) == .use(old))
        #expect(next(&schedule, 50) == .useAndFetch(old))
        schedule.succeed(FetchedToken(token: old, lifetime: .seconds(2)), at: .seconds(50))
        #expect(next(&schedule, 50.9) == .use(old))
        #expect(next(&schedule, 51) == .useAndFetch(old))
    }

    @Test func `years of failures do not trap`() {
        var schedule = RefreshSchedule()
        for second in stride(from: 0.0, to: 40_000, by: 40) {
            #expect(next(&schedule, second) == .fetch)
            schedule.fail(failure, at: .seconds(second), random: 0)
        }
    }
}
