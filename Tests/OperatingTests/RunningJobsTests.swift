import Datastream
import Testing

@testable import Operating

@Suite struct RunningJobsTests {
    @Test func `everyone's waiting and running jobs count`() {
        let jobs = RunningJobs([target("a", .active), target("b", .pending), target("c"), target("d", .none)])
        #expect(jobs.count == 2)
    }

    @Test func `a job that we started counts until a listing shows its outcome`() {
        var jobs = RunningJobs([target("a")])
        jobs.start(target("a"))
        #expect(jobs.count == 1)
        jobs.see([target("a")])
        #expect(jobs.count == 1)
        jobs.see([target(object("a", .completed, started: 9))])
        #expect(jobs.count == 0)
    }

    @Test func `a job that no listing ever shows does not keep its slot forever`() {
        var jobs = RunningJobs([target("a")])
        jobs.start(target("a"))
        for _ in 0..<3 { jobs.see([target("a")]) }
        #expect(jobs.count == 0)
    }

    @Test func `a job that was found running counts once`() {
        var jobs = RunningJobs([])
        jobs.find(target("a"))
        jobs.start(target("a"))
        #expect(jobs.count == 1)
    }
}
