import CommandLine
import Datastream
import HTTPTransport
import Synchronization
import TestSupport
import Testing

@testable import Operating

@Suite struct BackfillOperatorRetryTests {
    private func retry(
        _ api: StandIn, _ objects: [StreamObject], maximum: Int, clock: TestClock = TestClock(start: time(0))
    ) async -> (run: BulkRun, waits: [Int]) {
        let waits = Mutex<[Int]>([])
        let options = BackfillOperator.RetryOptions(
            maximumActive: maximum, interval: .seconds(10), selector: ObjectFilter(states: [.failed]))
        let targets = Target.orderedByEnd(objects.filter { $0.backfillState == .failed }.map { target($0) })
        let run = await api.backfills(clock).retry(targets, of: stream, listing: objects.map { target($0) }, options) {
            _ in
        } waiting: { news in
            if case .success((let running, _)) = news { waits.withLock { $0.append(running) } }
        }
        return (run, waits.withLock { $0 })
    }

    @Test func `no more jobs run than allowed, counting others', and the run ends with the last start`() async {
        let objects = [object("other", .active)] + (0..<5).map { object("o\($0)") }
        let api = StandIn(objects)
        // By each listing, all running jobs have completed, except the other operator's.
        api.onListing { number in
            objects.enumerated().map { place, one in
                place == 0 || place > number * 2 ? one : object(one.id, .completed, started: 500)
            }
        }
        let clock = TestClock(start: time(0))
        let (run, waits) = await retry(api, objects, maximum: 3, clock: clock)
        #expect(waits == [3, 3])
        #expect(api.posts == (0..<5).map { "start o\($0)" })
        #expect(run.exitCode(toleratesAlready: true) == .success && run.results.count == 5)
        #expect(clock.uptime == .seconds(20))
    }

    @Test func `a job that somebody else started meanwhile is left alone`() async {
        let objects = (0..<3).map { object("o\($0)") }
        let api = StandIn(objects)
        api.onListing { _ in
            [object("o0", .completed, started: 500), object("o1", .completed, started: 400), object("o2")]
        }
        let (run, _) = await retry(api, objects, maximum: 1)
        #expect(run.results.map(\.outcome) == [.done(.active), .superseded(.completed), .done(.active)])
        #expect(api.posts == ["start o0", "start o2"])
    }

    @Test func `a job that was already running counts as running`() async {
        let objects = [object("o0"), object("o1")]
        let api = StandIn([object("o0", .active), object("o1")]) { id, _ in
            id == "o0" ? .answer(409, #"{"error":{"code":409}}"#) : .done
        }
        api.onListing { _ in [object("o0", .completed, started: 500), object("o1")] }
        let (run, waits) = await retry(api, objects, maximum: 1)
        #expect(run.results.map(\.outcome) == [.already(.active), .done(.active)])
        #expect(waits == [1])
    }

    @Test func `a failed look is followed by another, until somebody ends the run`() async {
        let objects = [object("o0"), object("o1")]
        let api = StandIn(objects)
        api.onListing { _ in [object("a/b")] }
        let clock = TestClock(start: time(0))
        let options = BackfillOperator.RetryOptions(
            maximumActive: 1, interval: .seconds(10), selector: ObjectFilter(states: [.failed]))
        let run = await Task {
            await api.backfills(clock).retry(
                Target.ordered(objects.map { target($0) }), of: stream, listing: objects.map { target($0) }, options
            ) { _ in
            } waiting: { news in
                // A listing that cannot be read may succeed the next time.
                if case .failure = news, api.listings == 3 { withUnsafeCurrentTask { $0?.cancel() } }
            }
        }.value
        #expect(run.results.map(\.outcome) == [.done(.active), .notBegun])
        #expect(api.listings == 3)
    }
}
