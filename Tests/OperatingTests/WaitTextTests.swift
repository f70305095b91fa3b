import CommandLine
import Datastream
import Notation
import Testing

@testable import Operating

@Suite struct WaitTextTests {
    private let counts = WaitBoard.Counts(completed: 11, failed: 1, active: 3, pending: 25)

    @Test func `a bar shows the share that has ended, and fits`() {
        #expect(
            WaitText.bar(counts, elapsed: .seconds(187), columns: 100)
                == "[#########---------------------] 12 of 40 ended, 1 failed, 3 active, 25 pending, 3m07s")
        #expect(
            WaitText.bar(counts, elapsed: .seconds(187), columns: 70)
                == "[###----------] 12 of 40 ended, 1 failed, 3 active, 25 pending, 3m07s")
        for columns in 1...120 {
            #expect(VisibleText.width(WaitText.bar(counts, elapsed: .zero, columns: columns)) < columns)
        }
    }

    @Test(arguments: [(0, "0s"), (59, "59s"), (60, "1m00s"), (3_599, "59m59s"), (3_720, "1h02m")])
    func `a time is written briefly`(seconds: Int, text: String) { #expect(WaitText.time(.seconds(seconds)) == text) }

    @Test func `scripts get the outcome of each job`() {
        let gone = WaitBoard.Ended(target: target("a", .active), exitCode: .denied, isGone: true)
        #expect(WaitText.json(gone).contains(#""result":"gone","state":"ACTIVE","source":"#))
        let ended = WaitBoard.Ended(target: target("a", .completed), exitCode: .success)
        #expect(WaitText.json(ended).contains(#""result":"ended","state":"COMPLETED","source":"#))
        #expect(WaitText.json(left: target("a", .active)).contains(#""result":"not_ended","state":"ACTIVE","source":"#))
    }

    @Test func `a failed job is reported with its reasons`() {
        let failed = Target(object("a", .failed, errors: [ReportedError(reason: "R", message: "M")]), of: stream)
        #expect(
            WaitText.line(.init(target: failed, exitCode: .runtimeFailure), columns: nil)
                == "FAILED           shop.a  \(stream)/objects/a\n  R\n      M\n")
    }
}
