import Testing

@testable import Polling

@Suite struct RequestPaceTests {
    /// The departures of `count` requests that are all ready at the same time.
    private func departures(
        _ count: Int, at now: Duration, from pace: inout RequestPace, deadline: Duration = .seconds(10_000)
    ) throws -> [Duration] {
        try (0..<count).map { _ in try pace.reserve(at: now, deadline: deadline) }
    }

    @Test func `no minute has more requests than allowed`() throws {
        var pace = RequestPace(perMinute: 3)
        #expect(
            try departures(8, at: .seconds(5), from: &pace)
                == [5, 5, 5, 65, 65, 65, 125, 125].map { Duration.seconds($0) })
    }

    @Test func `requests more than a minute ago do not count`() throws {
        var pace = RequestPace(perMinute: 2)
        _ = try departures(2, at: .zero, from: &pace)
        #expect(try departures(3, at: .seconds(61), from: &pace) == [.seconds(61), .seconds(61), .seconds(121)])
    }

    @Test func `a request that cannot be sent before its deadline takes no slot`() throws {
        var pace = RequestPace(perMinute: 1)
        _ = try pace.reserve(at: .zero, deadline: .seconds(10))
        #expect(throws: RequestPace.Refusal.overBudget) { try pace.reserve(at: .seconds(1), deadline: .seconds(10)) }
        #expect(try pace.reserve(at: .seconds(2), deadline: .seconds(100)) == .seconds(60))
    }

    @Test func `nothing is sent about a stream while the API has asked to wait with it`() throws {
        var pace = RequestPace(perMinute: 100)
        pace.pause("s", at: .zero, until: .seconds(30))
        pace.pause("s", at: .zero, until: .seconds(20))
        for deadline in [Duration.seconds(29), .seconds(30)] {
            #expect(throws: RequestPace.Refusal.pausedByAPI) { try pace.pauseEnd(of: "s", within: deadline) }
        }
        #expect(try pace.pauseEnd(of: "s", within: .seconds(60)) == .seconds(30))
    }

    @Test func `a wait with one stream does not hold up another`() throws {
        var pace = RequestPace(perMinute: 100)
        pace.pause("s", at: .zero, until: .seconds(3_600))
        pace.pause("t", at: .seconds(1), until: .seconds(5))
        #expect(try pace.pauseEnd(of: "u", within: .seconds(60)) == .zero)
        #expect(try pace.pauseEnd(of: "t", within: .seconds(60)) == .seconds(5))
        #expect(throws: RequestPace.Refusal.pausedByAPI) { try pace.pauseEnd(of: "s", within: .seconds(60)) }
    }
}
