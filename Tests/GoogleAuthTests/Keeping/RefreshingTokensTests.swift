import Synchronization
import TestSupport
import Testing

@testable import GoogleAuth

@Suite(.timeLimit(.minutes(patientMinutes))) struct RefreshingTokensTests {
    /// A source that counts its fetches and, if it has a gate, waits there.
    private final class Source: TokenSource {
        private let fetches = Mutex(0)
        let lifetime: Duration
        let gate: AsyncStream<Void>?
        let fails: Bool

        init(lifetime: Duration = .seconds(3_600), gate: AsyncStream<Void>? = nil, fails: Bool = false) {
            self.lifetime = lifetime
            self.gate = gate
            self.fails = fails
        }

        var count: Int { fetches.withLock { $0 } }

        func fetch(_: Scope) async throws(TokenFailure) -> FetchedToken {
            let number = fetches.withLock { fetches in
                fetches += 1
                return fetches
            }
            if let gate { for await _ in gate { break } }
            if Task.isCancelled { throw TokenFailure("cancelled in the source") }
            if fails { throw TokenFailure("failure \(number)") }
            return FetchedToken(token: Secret("token \(number)"), lifetime: lifetime)
        }
    }

    private let outside = Outside()

    private func tokens(_ source: Source, _ events: Events = Events(), outside: Outside? = nil) -> RefreshingTokens {
        RefreshingTokens(source, clock: (outside ?? self.outside).clock) { event in events.add(event) }
    }

    private final class Events: Sendable {
        private let all = Mutex<[TokenEvent]>([])

        var list: [TokenEvent] { all.withLock { $0 } }

        func add(_ event: TokenEvent) { all.withLock { $0.append(event) } }
    }

    @Test func `a hundred simultaneous requests for a token cause one fetch`() async throws {
        let (gate, opener) = AsyncStream.makeStream(of: Void.self)
        let source = Source(gate: gate)
        let tokens = tokens(source)
        let seen = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<100 {
                group.addTask { try await tokens.token(refused: nil, patience: .seconds(3_600)).revealed }
            }
            opener.yield()
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(seen == ["token 1"] && source.count == 1)
    }

    @Test func `a token near its expiry is handed out at once while another is fetched`() async throws {
        let (gate, opener) = AsyncStream.makeStream(of: Void.self)
        let source = Source(gate: gate)
        let events = Events()
        let tokens = tokens(source, events)
        opener.yield()
        #expect(try await tokens.token(refused: nil, patience: .seconds(60)).revealed == "token 1")
        outside.advance(by: .seconds(3_400))
        #expect(try await tokens.token(refused: nil, patience: .seconds(60)).revealed == "token 1")
        opener.yield()
        try await eventually("the second token") { events.list.count >= 2 }
        #expect(try await tokens.token(refused: nil, patience: .seconds(60)).revealed == "token 2")
        #expect(source.count == 2)
    }

    @Test func `a refused token is replaced, and a late report of it causes no second fetch`() async throws {
        let source = Source()
        let tokens = tokens(source)
        let first = try await tokens.token(refused: nil, patience: .seconds(3_600))
        let second = try await tokens.token(refused: first, patience: .seconds(3_600))
        #expect(second.revealed == "token 2")
        // The two fetches start a second apart.
        #expect(outside.slept == [.seconds(1)])
        #expect(try await tokens.token(refused: first, patience: .seconds(3_600)) == second)
        #expect(source.count == 2)
    }

    @Test func `a failure is reported to all who wait, and not retried at once`() async {
        let source = Source(fails: true)
        let events = Events()
        let tokens = tokens(source, events)
        for _ in 0..<3 {
            await #expect(throws: TokenFailure("failure 1")) {
                try await tokens.token(refused: nil, patience: .seconds(60))
            }
        }
        #expect(source.count == 1 && events.list == [.failed(TokenFailure("failure 1"))])
    }

    @Test func `each caller waits for a hanging fetch only up to its own limit`() async {
        let (gate, opener) = AsyncStream.makeStream(of: Void.self)
        let impatient = Outside(sleep: .jumps)
        let tokens = tokens(Source(gate: gate), outside: impatient)
        await #expect(throws: TokenFailure("no access token was received in time", .unreachable)) {
            try await tokens.token(refused: nil, patience: .seconds(60))
        }
        opener.yield()
    }

    @Test func `a cancelled waiter leaves, and the others go on waiting`() async throws {
        let (gate, opener) = AsyncStream.makeStream(of: Void.self)
        let source = Source(gate: gate)
        let tokens = tokens(source)
        let cancelled = Task { try await tokens.token(refused: nil, patience: .seconds(3_600)) }
        let patient = Task { try await tokens.token(refused: nil, patience: .seconds(3_600)) }
        try await eventually("the fetch to begin") { source.count >= 1 }
        cancelled.cancel()
        await #expect(throws: TokenFailure.self) { try await cancelled.value }
        opener.yield()
        #expect(try await patient.value.revealed == "token 1")
    }

    @Test func `a stop ends the fetch in progress`() async throws {
        let (gate, _) = AsyncStream.makeStream(of: Void.self)
        let source = Source(gate: gate)
        let tokens = tokens(source)
        let waiting = Task { try await tokens.token(refused: nil, patience: .seconds(3_600)) }
        try await eventually("the fetch to begin") { source.count >= 1 }
        tokens.stop()
        await #expect(throws: TokenFailure("cancelled in the source")) { try await waiting.value }
    }

    @Test func `the reported expiry is wall-clock time`() async throws {
        let events = Events()
        _ = try await tokens(Source(lifetime: .seconds(100)), events).token(refused: nil, patience: .seconds(60))
        try await eventually("the first token") { !events.list.isEmpty }
        #expect(events.list == [.refreshed(expiry: 1_700_000_100)])
    }
}
