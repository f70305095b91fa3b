import Datastream
import Testing

@testable import Operating

@Suite struct SettlementTests {
    @Test func `a start shows as a later start time, or as a job that was not running before`() {
        let failed = object("a", .failed, started: 5, ended: 6)
        #expect(settle(.start(), failed, object("a", .active, started: 9)) == .happened)
        #expect(settle(.start(), failed, object("a", .failed, started: 9, ended: 10)) == .happened)
        #expect(settle(.start(), failed, object("a", .pending, started: 5)) == .happened)
        #expect(settle(.start(), failed, object("a", .pending, started: nil)) == .happened)
        #expect(settle(.start(), object("a", .none), object("a", .completed, started: 1)) == .happened)
        #expect(settle(.start(), failed, failed) == .notSeen)
        #expect(settle(.start(), object("a", .none), object("a", .none)) == .notSeen)
    }

    @Test func `a job that was already running was not started`() {
        let active = object("a", .active, started: 5)
        #expect(settle(.start(), active, active) == .wasAlreadySo)
        #expect(
            settle(.start(), object("a", .pending, started: nil), object("a", .pending, started: nil)) == .wasAlreadySo)
        #expect(settle(.start(), active, object("a", .active, started: 7)) == .happened)
    }

    @Test func `a stop shows as the state STOPPED, and only if the job was running`() {
        let active = object("a", .active)
        #expect(settle(.stop, active, object("a", .stopped)) == .happened)
        #expect(settle(.stop, active, active) == .notSeen)
        #expect(settle(.stop, active, object("a", .completed)) == .wasAlreadySo)
        #expect(settle(.stop, object("a", .stopped), object("a", .stopped)) == .wasAlreadySo)
    }

    private func settle(_ action: BackfillAction, _ before: StreamObject, _ after: StreamObject) -> Settlement {
        Settlement(action, before: before, after: after)
    }
}
