import Datastream
import Ledger
import Notation
import Testing

/// What may change in a stream between two polls.
@Suite struct StreamFaultsTests {
    private let name = StreamName(project: "p", location: "l", stream: "s")

    private func snapshot(_ displayName: String, errors: Int) -> Snapshot {
        let errors = (0..<errors).map { ReportedError(reason: "R", errorUuid: "\($0)") }
        return Snapshot(
            stream: Stream(name: name, displayName: displayName, errors: errors),
            objects: [StreamObject(id: "o")], fetchedAt: Timestamp(seconds: 0))
    }

    @Test func `a stream with a new display name keeps its ledger`() {
        var ledger = StreamLedger(baseline: snapshot("before", errors: 0), at: Timestamp(seconds: 0))
        _ = ledger.fold(snapshot("before", errors: 1), at: Timestamp(seconds: 60))
        let events = ledger.fold(snapshot("after", errors: 1), at: Timestamp(seconds: 120))
        #expect(events.isEmpty && ledger.counters.newErrors[.stream] == 1)
        _ = ledger.fold(snapshot("after", errors: 2), at: Timestamp(seconds: 180))
        #expect(ledger.counters.newErrors[.stream] == 2)
    }
}
