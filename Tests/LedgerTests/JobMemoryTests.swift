import Datastream
import Notation
import Testing

@testable import Ledger

@Suite struct JobMemoryTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let jobs: [BackfillJob?]
        var started = 0
        var finished: [JobResult] = []
        var durations: [Double] = []
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(name: "a pending job starts", jobs: [job(.pending), job(.active, 1)], started: 1),
        Case(name: "a first job starts", jobs: [nil, job(.active, 1)], started: 1),
        Case(
            name: "a job that ran completes", jobs: [job(.active, 1), job(.completed, 1, 61)], finished: [.completed],
            durations: [60]),
        Case(
            name: "a whole job ran between two polls", jobs: [job(.completed, 1, 2), job(.failed, 3, 4)], started: 1,
            finished: [.failed]),
        Case(name: "the end of a job was not seen", jobs: [job(.active, 1), job(.active, 3)], started: 1),
        Case(name: "a pending job fails before it starts", jobs: [job(.pending), job(.failed)], finished: [.failed]),
        Case(
            name: "a table turns out to be unsupported", jobs: [job(.notStarted), job(.unsupported)],
            finished: [.unsupported]),
        Case(
            name: "a state flaps under one start and end",
            jobs: [job(.active, 1), job(.failed, 1, 2), job(.active, 1), job(.failed, 1, 2)], finished: [.failed]),
        Case(
            name: "a job that was there at first sight flaps",
            jobs: [job(.failed, 1, 2), job(.active, 1), job(.failed, 1, 2)]),
        Case(
            name: "a job ends again under one start",
            jobs: [job(.active, 1), job(.failed, 1, 2), job(.active, 1), job(.failed, 1, 9)],
            finished: [.failed, .failed]),
        Case(
            name: "an end, another under the same start, and both again",
            jobs: [
                job(.active, 1), job(.failed, 1, 2), job(.completed, 1, 9), job(.failed, 1, 2), job(.completed, 1, 9),
            ], finished: [.failed, .completed], durations: [8]),
        Case(
            name: "a job is queued again, and stopped with nothing to tell it by",
            jobs: [job(.stopped, 1, 2), job(.pending, 1, 2), job(.stopped, 1, 2)]),
        Case(
            name: "a job is queued again, and stopped before it starts",
            jobs: [job(.completed, 1, 2), job(.pending), job(.stopped)], finished: [.stopped]),
        Case(
            name: "a stopped job is started again", jobs: [job(.active, 1), job(.stopped, 1, 2), job(.active, 3)],
            started: 1, finished: [.stopped]),
        Case(name: "an end is corrected", jobs: [job(.failed, 1, 2), job(.failed, 1, 3)]),
        Case(
            name: "a result is corrected", jobs: [job(.active, 1), job(.failed, 1, 2), job(.completed, 1, 2)],
            finished: [.failed]),
        Case(
            name: "an end is filled in", jobs: [job(.active, 1), job(.completed, 1), job(.completed, 1, 4)],
            finished: [.completed], durations: [3]),
        Case(
            name: "an end is filled in after a flap",
            jobs: [job(.active, 1), job(.completed, 1), job(.unknown, 1), job(.completed, 1, 4)],
            finished: [.completed], durations: [3]),
        Case(
            name: "a start is filled in", jobs: [job(.pending), job(.completed, nil, 4), job(.completed, 1, 4)],
            started: 1, finished: [.completed], durations: [3]),
        Case(
            name: "a start is absent for a while",
            jobs: [job(.active, 1), job(.failed, 1, 2), job(.failed, nil, 2), job(.failed, 1, 2)], finished: [.failed]),
        Case(
            name: "a job that failed before it started was there at first sight",
            jobs: [job(.failed, nil, 2), job(.failed, nil, 2)]),
        Case(
            name: "job after job fails before it starts", jobs: [job(.failed, nil, 2), job(.failed, nil, 3)],
            finished: [.failed]),
        Case(
            name: "the job is absent for a while", jobs: [job(.completed, 1, 2), nil, job(.completed, 1, 2)]),
        Case(
            name: "an answer of before comes in between",
            jobs: [job(.active, 1), job(.active, 3), job(.active, 1), job(.active, 3)], started: 1),
        Case(
            name: "an end of before comes in between",
            jobs: [job(.failed, 1, 2), job(.completed, 3, 4), job(.failed, 1, 2), job(.completed, 3, 4)],
            started: 1, finished: [.completed], durations: [1]),
        Case(
            name: "the clock of the API jumps back", jobs: [job(.completed, 100, 200), job(.completed, 50, 60)],
            started: 1, finished: [.completed], durations: [10]),
        Case(
            name: "a job ends before it starts", jobs: [job(.active, 5), job(.completed, 5, 4)],
            finished: [.completed]),
        Case(
            name: "a job takes no time", jobs: [job(.active, 5), job(.completed, 5, 5)], finished: [.completed],
            durations: [0]),
        Case(
            name: "a failed job takes no duration", jobs: [job(.active, 5), job(.failed, 5, 9)], finished: [.failed]),
        Case(
            name: "the duration is taken once a start",
            jobs: [job(.active, 1), job(.completed, 1, 3), job(.active, 1), job(.completed, 1, 9)],
            finished: [.completed, .completed], durations: [2]),
        Case(name: "a state of no known meaning", jobs: [job(.completed, 1, 2), job(.unknown, 1, 2)]),
    ]

    @Test(arguments: cases)
    func `starts and ends of jobs are counted`(this: Case) {
        var memory = JobMemory(baseline: object("t", this.jobs.first ?? nil))
        var before = (this.jobs.first ?? nil)?.state
        var started = 0
        var finished: [JobResult] = []
        var durations: [Double] = []
        for job in this.jobs.dropFirst() {
            let seen = memory.observe(object("t", job), moved: job?.state != before)
            before = job?.state
            started += seen.isStart ? 1 : 0
            if let result = seen.result { finished.append(result) }
            if let duration = seen.duration { durations.append(duration) }
        }
        #expect(started == this.started)
        #expect(finished == this.finished)
        #expect(durations == this.durations)
    }

    @Test func `a duration is exact to the nanosecond`() {
        var memory = JobMemory()
        let start = Timestamp(seconds: 10, nanoseconds: 750_000_000)
        let end = Timestamp(seconds: 12, nanoseconds: 250_000_000)
        let job = BackfillJob(state: .completed, lastStartTime: start, lastEndTime: end)
        #expect(memory.observe(object("t", job), moved: true).duration == 1.5)
    }

    @Test func `extreme times do not trap`() {
        var memory = JobMemory()
        let job = BackfillJob(
            state: .completed, lastStartTime: Timestamp(seconds: .min), lastEndTime: Timestamp(seconds: .max))
        #expect(memory.observe(object("t", job), moved: true).duration == 0x1p64)
    }

    @Test func `an amendment says which run it replaces`() {
        var memory = JobMemory(baseline: object("t", job(.active, 1)))
        _ = memory.observe(object("t", job(.completed, 1)), moved: true)
        let amended = memory.observe(object("t", job(.completed, 1, 4)), moved: false).amended
        #expect(amended == SeenRun(start: at(1), result: .completed))
        #expect(memory.latest == SeenRun(start: at(1), end: at(4), result: .completed, isMeasured: true))
    }
}
