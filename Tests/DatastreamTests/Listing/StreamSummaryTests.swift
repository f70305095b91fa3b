import Notation
import TestSupport
import Testing

@testable import Datastream

struct StreamSummaryTests {
    @Test func `objects are counted by state, and errors by source`() {
        let errors = [ReportedError(reason: "A"), ReportedError(reason: "A"), ReportedError(reason: "B")]
        let summary = StreamSummary(
            objects: [
                StreamObject(id: "1"),
                StreamObject(id: "2", backfillJob: BackfillJob(state: .failed, errors: errors)),
                StreamObject(id: "3", backfillJob: BackfillJob(state: .failed), errors: [ReportedError(reason: "C")]),
                StreamObject(id: "4", backfillJob: BackfillJob(state: .unknown), errors: errors),
            ], streamErrors: [ReportedError(reason: "D")])
        #expect(summary.objects == [.none: 1, .failed: 2, .unknown: 1])
        #expect(summary.objectsWithErrors == 2)
        #expect(summary.streamErrors.counts == [LabelText("D"): 1])
        #expect(summary.objectErrors.counts == [LabelText("A"): 2, LabelText("B"): 1, LabelText("C"): 1])
        #expect(summary.backfillErrors.counts == [LabelText("A"): 2, LabelText("B"): 1])
    }

    @Test func `an object is notable while it is not at rest, or has errors`() {
        let errors = [ReportedError(reason: "A")]
        let atRest: [BackfillState] = [.none, .notStarted, .completed, .unknown]
        for state in BackfillState.allCases {
            func object(_ errors: [ReportedError] = [], _ jobErrors: [ReportedError] = []) -> StreamObject {
                let job = state == .none ? nil : BackfillJob(state: state, errors: jobErrors)
                return StreamObject(id: "1", backfillJob: job, errors: errors)
            }
            let objects = [object(), object(errors), object([], errors)]
            let notable = StreamSummary(objects: objects, streamErrors: []).notable
            let withErrors = state == .none ? [1] : [1, 2]
            #expect(notable == (atRest.contains(state) ? withErrors : [0, 1, 2]), "\(state)")
        }
    }

    @Test func `without objects every count is 0`() {
        let summary = StreamSummary(objects: [], streamErrors: [])
        #expect(summary.objects == [:])
        #expect(summary.objectsWithErrors == 0)
        #expect(summary.oldestActiveStart == nil)
        #expect(summary.lastCompleted == nil)
        #expect(summary.objectErrors.sorted.isEmpty)
    }

    @Test func `the oldest start is an active job's, and the last end a completed one's`() {
        func object(_ state: BackfillState, _ start: Int64?, _ end: Int64?) -> StreamObject {
            StreamObject(
                id: "\(state)\(start ?? 0)",
                backfillJob: BackfillJob(
                    state: state, lastStartTime: start.map { Timestamp(seconds: $0) },
                    lastEndTime: end.map { Timestamp(seconds: $0) }))
        }
        let summary = StreamSummary(
            objects: [
                object(.active, nil, nil), object(.active, 30, 1), object(.active, 20, nil), object(.active, nil, nil),
                object(.failed, 1, 99), object(.completed, 2, 50), object(.completed, 3, 70),
                object(.completed, 4, nil),
            ], streamErrors: [])
        #expect(summary.oldestActiveStart == Timestamp(seconds: 20))
        #expect(summary.lastCompleted == Timestamp(seconds: 70))
    }

    @Test func `the fifty most frequent reasons keep their names, and the rest is other`() {
        let frequent = (0..<60).flatMap { number in Array(repeating: reported(number), count: number < 5 ? 9 : 1) }
        var chance = SeededGenerator(seed: 1)
        let counts = ReasonCounts(frequent.shuffled(using: &chance))
        #expect(counts.counts.count == ReasonCounts.limit + 1)
        #expect(counts.counts[LabelText("R00")] == 9)
        #expect(counts.counts[LabelText("R49")] == 1)
        #expect(counts.counts[LabelText("R50")] == nil)
        #expect(counts.counts[ReasonCounts.other] == 10)
        #expect(counts.counts.values.reduce(0, +) == frequent.count)
    }

    @Test func `with fifty reasons there is no other`() {
        let counts = ReasonCounts((0..<50).map(reported))
        #expect(counts.counts.count == 50)
        #expect(counts.counts[ReasonCounts.other] == nil)
    }

    @Test(arguments: [1, 9])
    func `a reason called other is merged with the rest`(times: Int) {
        let own = Array(repeating: ReportedError(reason: "other"), count: times)
        let counts = ReasonCounts((0..<60).map(reported) + own)
        #expect(counts.counts.count <= ReasonCounts.limit + 1)
        #expect(counts.counts.values.reduce(0, +) == 60 + times)
        #expect(counts.counts[ReasonCounts.other, default: 0] > times)
    }

    @Test func `reasons are ordered and compared by their bytes`() {
        let counts = ReasonCounts(["b", "\u{E9}", "a", "e\u{301}", ""].map { ReportedError(reason: $0) })
        #expect(
            counts.sorted.map { Array($0.reason.value.utf8) }
                == ["", "a", "b", "e\u{301}", "\u{E9}"].map { Array($0.utf8) })
    }

    private func reported(_ number: Int) -> ReportedError {
        ReportedError(reason: number < 10 ? "R0\(number)" : "R\(number)", errorUuid: "\(number)")
    }
}
