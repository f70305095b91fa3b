import Datastream
import Ledger
import Notation
import Testing

@testable import Bookkeeping

struct BookkeeperTests {
    private let name = StreamName(project: "p", location: "l", stream: "s")

    /// The record after this many whole polls, a second apart; each lists one more error than the one before.
    private func polled(_ polls: Int) -> PollState {
        var record = PollRecord(name: name)
        for poll in 0..<polls {
            let errors = (0..<poll).map { ReportedError(reason: "R", errorUuid: "\($0)") }
            let stream = Stream(name: name, errors: errors)
            record.begin()
            record.end(
                .success(Snapshot(stream: stream, objects: [], fetchedAt: Timestamp(seconds: Int64(poll)))),
                after: .zero, uptime: .seconds(poll))
        }
        var state = PollState()
        state.streams[name] = record
        return state
    }

    @Test func `a poll's results are folded and passed on, and its events reported`() async {
        let handedOn = HandedOn()
        let bookkeeper = handedOn.bookkeeper()
        #expect(await bookkeeper.follow(polled(1)) == [])
        let events = await bookkeeper.follow(polled(2))
        #expect(events.map(\.stream) == [name])
        #expect(handedOn.newErrors(of: name) == 1 && handedOn.count == 2)
    }

    @Test func `the end of a poll passes its stream on, and one of a stream that is gone folds nothing`() async {
        let other = StreamName(project: "p", location: "l", stream: "other")
        let handedOn = HandedOn()
        let bookkeeper = handedOn.bookkeeper()
        for poll in 1...2 { _ = await bookkeeper.follow(polled(poll), polled: name) }
        #expect(handedOn.newErrors(of: name) == 1 && handedOn.count == 2)
        #expect(await bookkeeper.follow(polled(3), polled: other) == [])
        #expect(handedOn.newErrors(of: name) == 1)
        #expect(await bookkeeper.follow(polled(3), polled: name).count == 1)
        #expect(handedOn.newErrors(of: name) == 2)
    }

    @Test func `the start of a poll passes nothing on`() async {
        let handedOn = HandedOn()
        let bookkeeper = handedOn.bookkeeper()
        var state = polled(1)
        _ = await bookkeeper.follow(state)
        state.streams[name]?.begin()
        _ = await bookkeeper.follow(state)
        #expect(handedOn.count == 1)
        state.streams[name]?.end(.failure(PollFailure(.timeout, "late")), after: .zero, uptime: .seconds(9))
        _ = await bookkeeper.follow(state)
        state.skippedTicks += 1
        _ = await bookkeeper.follow(state)
        #expect(handedOn.count == 3)
    }

    @Test func `a new reason stays at 0 until it is scraped, or for two minutes`() async {
        let handedOn = HandedOn()
        let bookkeeper = handedOn.bookkeeper()
        for poll in 1...4 { _ = await bookkeeper.follow(polled(poll)) }
        #expect(handedOn.newErrors(of: name) == 3 && handedOn.newErrorsByReason(of: name) == 0)
        handedOn.scrape()
        #expect(handedOn.newErrorsByReason(of: name) == 0, "not before the next poll")
        _ = await bookkeeper.follow(polled(5))
        #expect(handedOn.newErrorsByReason(of: name) == 4)

        let other = HandedOn()
        let alone = other.bookkeeper()
        for poll in 1...3 { _ = await alone.follow(polled(poll)) }
        other.setUptime(.seconds(119))
        _ = await alone.follow(polled(4))
        #expect(other.newErrorsByReason(of: name) == 0)
        other.setUptime(.seconds(120))
        _ = await alone.follow(polled(5))
        #expect(other.newErrorsByReason(of: name) == 4)
    }

    @Test func `with a ledger file, counters wait until they are stored`() async {
        let handedOn = HandedOn()
        let bookkeeper = handedOn.bookkeeper(isKept: true)
        _ = await bookkeeper.follow(polled(1))
        _ = await bookkeeper.follow(polled(2))
        #expect(handedOn.newErrors(of: name) == 0)
        await bookkeeper.took(await bookkeeper.current)
        #expect(handedOn.newErrors(of: name) == 1)
    }
}
