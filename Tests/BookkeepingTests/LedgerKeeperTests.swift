import Datastream
import Ledger
import LedgerStore
import Notation
import Polling
import Synchronization
import TestSupport
import Testing

@testable import Bookkeeping

@Suite struct LedgerKeeperTests {
    private let name = StreamName(project: "p", location: "l", stream: "s")

    /// A disk that refuses writes while it is told to.
    private final class Disk: Sendable {
        let written = Mutex<[[StreamName: StreamLedger]]>([])
        let isFull = Mutex(false)

        func write(_ ledgers: [StreamName: StreamLedger]) throws(LedgerStoreError) {
            guard !isFull.withLock({ $0 }) else { throw LedgerStoreError(.refused, .write, "the ledger x is full") }
            written.withLock { $0.append(ledgers) }
        }
    }

    private func bookkeeper() -> (Bookkeeper, HandedOn) {
        let handedOn = HandedOn()
        return (handedOn.bookkeeper(isKept: true), handedOn)
    }

    /// The state after a poll at this second that listed `count` errors and objects.
    private func polled(_ count: Int, at second: Int) -> PollState {
        var record = PollRecord(name: name)
        let errors = (0..<count).map { ReportedError(reason: "R", errorUuid: "\($0)") }
        let snapshot = Snapshot(
            stream: Stream(name: name, errors: errors), objects: (0..<count).map { StreamObject(id: "\($0)") },
            fetchedAt: Timestamp(seconds: 0))
        record.end(.success(snapshot), after: .zero, uptime: .seconds(second))
        var state = PollState()
        state.streams[name] = record
        return state
    }

    @Test func `a counter is shown once it is on disk, and gauges go on when the disk refuses`() async {
        let (bookkeeper, handedOn) = bookkeeper()
        let disk = Disk()
        let events = Mutex<[LedgerKeeper.Event]>([])
        let keeper = LedgerKeeper(
            bookkeeper: bookkeeper, write: { ledgers async throws(LedgerStoreError) in try disk.write(ledgers) },
            observe: { event in events.withLock { $0.append(event) } })
        _ = await bookkeeper.follow(polled(0, at: 1))
        await keeper.keep()
        _ = await bookkeeper.follow(polled(1, at: 2))
        #expect(handedOn.newErrors(of: name) == 0)
        await keeper.keep()
        #expect(handedOn.newErrors(of: name) == 1)

        disk.isFull.withLock { $0 = true }
        _ = await bookkeeper.follow(polled(2, at: 3))
        await keeper.keep()
        #expect(handedOn.newErrors(of: name) == 1)
        #expect(handedOn.ledgers?.served[name]?.snapshot?.objects.count == 2)
        #expect(handedOn.ledgers?.isDurable == false)
        #expect(handedOn.ledgers?.failures == [.write: 1])

        disk.isFull.withLock { $0 = false }
        await keeper.keep()
        #expect(handedOn.newErrors(of: name) == 2)
        #expect(handedOn.ledgers?.isDurable == true)
        let full = LedgerStoreError(.refused, .write, "the ledger x is full")
        #expect(events.withLock { $0 } == [.refused(full), .resumed])
    }

    @Test func `every poll is stored, and the last changes are stored when the exporter stops`() async throws {
        let (bookkeeper, _) = bookkeeper()
        let disk = Disk()
        let keeper = LedgerKeeper(
            bookkeeper: bookkeeper, write: { ledgers async throws(LedgerStoreError) in try disk.write(ledgers) },
            observe: { _ in })
        let task = Task { await keeper.run() }
        _ = await bookkeeper.follow(polled(0, at: 1))
        try await eventually("the first write") { !disk.written.withLock { $0.isEmpty } }
        task.cancel()
        _ = await bookkeeper.follow(polled(3, at: 2))
        await task.value
        #expect(disk.written.withLock { $0.last?[name]?.objects.count } == 3)
    }
}
