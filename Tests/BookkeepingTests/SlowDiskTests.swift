import Datastream
import Dispatch
import Ledger
import LedgerStore
import Notation
import Polling
import System
import TestSupport
import Testing

@testable import Bookkeeping

/// A disk on which a write takes long.
@Suite(.timeLimit(.minutes(patientMinutes))) struct SlowDiskTests {
    private let name = StreamName(project: "p", location: "l", stream: "s")

    /// The state after this many polls, a second apart; each lists one more error and object than the one before.
    private func polled(_ polls: Int) -> PollState {
        var record = PollRecord(name: name)
        for poll in 0..<polls {
            let errors = (0..<poll).map { ReportedError(reason: "R", errorUuid: "\($0)") }
            let snapshot = Snapshot(
                stream: Stream(name: name, errors: errors), objects: (0..<poll).map { StreamObject(id: "\($0)") },
                fetchedAt: Timestamp(seconds: Int64(poll)))
            record.begin()
            record.end(.success(snapshot), after: .zero, uptime: .seconds(poll))
        }
        var state = PollState()
        state.streams[name] = record
        return state
    }

    @Test func `a slow disk holds up no poll and no scrape, and counters wait for it`() async {
        let handedOn = HandedOn()
        let bookkeeper = handedOn.bookkeeper(isKept: true)
        let disk = DispatchSemaphore(value: 0)
        let keeper = LedgerKeeper(
            bookkeeper: bookkeeper,
            write: { _ in await BlockingThread.run { _ = disk.wait(timeout: .now() + 500) } }, observe: { _ in })
        _ = await bookkeeper.follow(polled(1))
        async let kept: Void = keeper.keep()
        // The write may have begun and has not ended; even so, polls are folded and handed on.
        for polls in 2...4 { _ = await bookkeeper.follow(polled(polls)) }
        #expect(handedOn.ledgers?.served[name]?.snapshot?.objects.count == 3)
        #expect(handedOn.newErrors(of: name) == 0)
        disk.signal()
        await kept
        disk.signal()
        await keeper.keep()
        #expect(handedOn.newErrors(of: name) == 3)
    }
}
