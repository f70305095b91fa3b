import Datastream
import Testing

@testable import Ledger

@Suite struct TallyTests {
    @Test func `every counter exists from the start, at 0`() {
        #expect(Tally<ErrorSource>().all.map(\.count) == [0, 0, 0])
        #expect(StreamCounters().jobsFinished.all.count == 12)
        #expect(StreamCounters().transitions.all.count == 9)
    }

    @Test func `every value knows its place among all values`() {
        #expect(ErrorSource.allCases.map(\.place) == Array(0..<3))
        #expect(JobResult.allCases.map(\.place) == Array(0..<4))
        #expect(BackfillJob.Trigger.allCases.map(\.place) == Array(0..<3))
        #expect(BackfillState.allCases.map(\.place) == Array(0..<9))
        #expect(StreamCounters.FinishedJobs.allCases.map(\.place) == Array(0..<12))
    }

    @Test func `a counter stops at the largest number`() {
        var tally = Tally<ErrorSource>([.object: .max, .stream: -5])
        tally.count(.object)
        tally.count(.stream)
        #expect(tally[.object] == .max)
        #expect(tally[.stream] == 1)
    }
}
