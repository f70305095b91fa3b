import Datastream
import Notation
import Testing

@testable import Operating

@Suite struct ObjectDetailTests {
    @Test func `errors are shown in full, in lines that fit`() {
        let error = ReportedError(
            reason: "TIMED_OUT", errorUuid: "u-1",
            message: "It took\u{1B}[2J too long.\nTry again outside of peak hours.",
            errorTime: time(2))
        let failed = object("a", .failed, started: 1, ended: 2, table: "orders", errors: [error])
        #expect(
            ObjectDetail.text(of: Target(failed, of: stream), columns: 30) == #"""
                object   shop.orders
                name     projects/p/locations/l/streams/s/objects/a
                source   mysql shop.orders
                state    FAILED
                trigger  MANUAL
                started  2026-09-21T14:13:21Z
                ended    2026-09-21T14:13:22Z
                errors of the backfill:
                  TIMED_OUT 
                  2026-09-21T14:13:22Z  u-1
                      It took\u001b[2J too
                      long.
                      Try again outside of
                      peak hours.

                """#)
    }

    @Test func `an error's details follow it, whatever they are`() {
        let json = #"""
            {"backfillJob":{"errors":[{"reason":"A"},{"reason":"B","details":{"t\u0061ble":"x\u001b\ny","n":1e400}}]},
             "errors":[{"reason":"C","details":{"k":{"a": [1, 2]}}}]}
            """#
        let job = BackfillJob(
            state: .failed, errors: [ReportedError(reason: "A"), ReportedError(reason: "B", message: "M")])
        let object = StreamObject(id: "a", backfillJob: job, errors: [ReportedError(reason: "C")])
        let target = Target(object, of: stream, json: WrittenJSON(Array(json.utf8)[...]))
        #expect(
            ObjectDetail.errors(of: target, columns: nil) == #"""
                  A
                  B
                      M
                      table: x\u001b\ny
                      n: 1e400
                  C
                      k: {"a":[1,2]}

                """#)
    }
}
