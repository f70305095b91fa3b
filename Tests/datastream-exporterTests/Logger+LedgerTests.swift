import Datastream
import Ledger
import Notation
import Testing

@testable import datastream_exporter

@Suite struct LoggerLedgerTests {
    private static let stream = StreamName(project: "p", location: "l", stream: "s")
    private static let failed = FinishedRun(
        objectID: "1", label: "shop.a", trigger: .manual, result: .failed, start: nil, end: nil,
        reasons: ["READ", "KEY"], isPartial: false, seenAt: Timestamp(seconds: 0))
    private static let error = NewError(source: .backfill, reason: LabelText("READ"), errorUuid: "u1")

    @Test(arguments: [
        (
            LedgerEvent.jobFinished(failed),
            #"level=info msg="backfill job failed" stream=projects/p/locations/l/streams/s object=shop.a trigger=MANUAL reasons=READ,KEY"#
        ),
        (
            .newError(error),
            #"level=debug msg="error first seen" stream=projects/p/locations/l/streams/s source=backfill reason=READ error_uuid=u1"#
        ),
        (
            .transition(objectID: "1", from: .active, to: .failed),
            #"level=debug msg="backfill state changed" stream=projects/p/locations/l/streams/s object_id=1 from=ACTIVE to=FAILED"#
        ),
        (
            .jobStarted(objectID: "1", trigger: .automatic),
            #"level=debug msg="backfill job started" stream=projects/p/locations/l/streams/s object_id=1 trigger=AUTOMATIC"#
        ),
        (
            .appeared(objectID: "1"),
            #"level=debug msg="object appeared" stream=projects/p/locations/l/streams/s object_id=1"#
        ),
        (
            .disappeared(objectID: "1"),
            #"level=debug msg="object disappeared" stream=projects/p/locations/l/streams/s object_id=1"#
        ),
    ])
    func `each event is one line`(event: LedgerEvent, text: String) {
        let line = LogLine(Ledgers.Event(stream: Self.stream, event: event))
        #expect(line.text(.logfmt, at: Timestamp(seconds: 0)) == "time=1970-01-01T00:00:00Z \(text)\n")
    }
}
