import CommandLine
import Datastream
import HTTPTransport
import Notation
import TestSupport
import Testing

@testable import Operating

@Suite struct BackfillOperatorTests {
    private func outcome(
        _ action: BackfillAction = .start(), _ state: BackfillState = .failed, _ answer: StandIn.Answer
    ) async -> (Outcome, StandIn) {
        let api = StandIn([object("a", state)]) { _, _ in answer }
        return (await api.backfills().perform(action, on: target("a", state)).outcome, api)
    }

    @Test func `a command is sent once, with its clause`() async {
        let (outcome, api) = await outcome(.start(sqlWhereClause: #"name = "x""#), .failed, .done)
        #expect(outcome == .done(.active))
        #expect(api.posts == ["start a"])
        #expect(api.bodies == [#"{"eventFilter":{"sqlWhereClause":"name = \"x\""}}"#])
        #expect(await self.outcome(.stop, .active, .done).0 == .done(.stopped))
    }

    @Test(arguments: [TransportError.Kind.reset, .timeout, .protocolViolation])
    func `a lost answer is not a failure if the object shows the effect, and nothing is sent again`(
        kind: TransportError.Kind
    ) async {
        let (start, api) = await outcome(.start(), .failed, .lost(kind))
        #expect(start == .seenDone(.active))
        #expect(api.posts == ["start a"])
        #expect(await self.outcome(.stop, .active, .lost(kind)).0 == .seenDone(.stopped))
    }

    @Test(arguments: [
        StandIn.Answer.failure(TransportError(.reset, "reset", requestMayHaveBeenSent: true)),
        .answer(503, #"{"error":{"code":503,"status":"UNAVAILABLE"}}"#), .answer(500, ""), .answer(504, "<html>"),
        .answer(200, ""), .answer(200, "{}"), .answer(200, "<html>", ["Content-Type": "text/html"]),
        .answer(200, #"{"object":{"name":"projects/p/locations/l/streams/s/objects/other"}}"#),
        .answer(200, #"{"object":{"name":"projects/p/locations/l/streams/other/objects/a"}}"#),
        .answer(200, #"{"error":{"code":500}}"#),
    ])
    func `an uninformative answer leaves the outcome unknown after one request and a few looks`(
        answer: StandIn.Answer
    ) async {
        let (outcome, api) = await outcome(.start(), .failed, answer)
        guard case .unknown(let text) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(text.hasSuffix("; the object is FAILED, last started 2026-09-21T14:13:20Z"))
        #expect(api.posts == ["start a"] && api.gets == 3)
    }

    @Test func `a request that never left is sent again, and a rate-limited one after its wait`() async {
        let unsent = StandIn([object("a")]) { _, tries in
            tries < 3 ? .failure(TransportError(.connect, "refused")) : .done
        }
        #expect(await unsent.backfills().perform(.start(), on: target("a")).outcome == .done(.active))
        #expect(unsent.posts.count == 3)
        let limited = StandIn([object("a")]) { _, tries in
            tries < 2 ? .answer(429, "", ["Retry-After": "7"]) : .done
        }
        let clock = TestClock(start: time(0))
        #expect(await limited.backfills(clock).perform(.start(), on: target("a")).outcome == .done(.active))
        #expect(limited.posts.count == 2 && clock.uptime >= .seconds(7))
    }

    @Test(arguments: [400, 409])
    func `a failed precondition is explained by the object's state`(code: Int) async {
        let status = code == 400 ? "FAILED_PRECONDITION" : "ABORTED"
        let answer = StandIn.Answer.answer(code, #"{"error":{"code":\#(code),"status":"\#(status)","message":"no"}}"#)
        #expect(await outcome(.start(), .active, answer).0 == .already(.active))
        #expect(await outcome(.stop, .completed, answer).0 == .already(.completed))
        // For example, the stream is paused: the job is not running, yet it may not be started.
        let (outcome, api) = await outcome(.start(), .failed, answer)
        #expect(outcome.exitCode(toleratesAlready: true) == .precondition)
        #expect(api.posts.count == 1)
    }

    @Test func `a refusal names the missing permission`() async {
        let (outcome, api) = await outcome(.stop, .active, .answer(403, #"{"error":{"code":403,"message":"No."}}"#))
        #expect(
            outcome
                == .refused(
                    CommandFailure(
                        .permission,
                        "objects.stopBackfillJob of \(target("a").name): HTTP 403: No; the caller lacks "
                            + "datastream.objects.stopBackfillJob, which roles/datastream.admin has")))
        #expect(api.posts.count == 1)
    }

    @Test(arguments: ["..", ".", "a%2eb", "a b", "a?b", "a#b", "\u{1B}[2J", ""])
    func `a name that a path cannot hold is never sent`(id: String) async {
        let api = StandIn([])
        let outcome = await api.backfills().perform(.start(), on: target(id)).outcome
        #expect(outcome.exitCode(toleratesAlready: false) == .runtimeFailure)
        #expect(api.posts.isEmpty && api.gets == 0)
    }

    @Test func `ten thousand objects are all handled despite a failure in the middle`() async {
        let objects = (0..<10_000).map { object("o\($0)") }
        let api = StandIn(objects) { id, _ in
            switch id {
            case "o5000": .answer(400, #"{"error":{"code":400,"status":"INVALID_ARGUMENT","message":"odd"}}"#)
            case "o7000": .failure(TransportError(.reset, "reset", requestMayHaveBeenSent: true))
            default: .done
            }
        }
        let run = await api.backfills().run(.start(), on: objects.map { Target($0, of: stream) }) { _ in }
        #expect(run.results.count == 10_000 && api.posts.count == 10_000)
        #expect(ActionText(.start()).summary(run.results) == "9998 started, 1 failed, 1 unknown\n")
        #expect(run.exitCode(toleratesAlready: false) == .unknown)
        let rest = ActionText(.start()).notDone(run.results)
        #expect(
            rest.contains("/objects/o5000  shop.o5000  failed") && rest.contains("/objects/o7000  shop.o7000  unknown"))
    }

    @Test func `commands keep to the pace`() async {
        let clock = TestClock(start: time(0))
        let objects = (0..<30).map { object("o\($0)") }
        let api = StandIn(objects)
        _ = await api.backfills(clock, perMinute: 10).run(.start(), on: objects.map { Target($0, of: stream) }) { _ in }
        #expect(api.posts.count == 30 && clock.uptime == .seconds(120))
    }

    @Test func `a cancelled run finishes what is in progress and reports what it did not begin`() async {
        let objects = (0..<5).map { object("o\($0)") }
        let api = StandIn(objects)
        let run = await Task {
            await api.backfills().run(.start(), on: objects.map { Target($0, of: stream) }) { result in
                if result.target.name.id == "o1" { withUnsafeCurrentTask { $0?.cancel() } }
            }
        }.value
        #expect(run.results.map(\.outcome) == [.done(.active), .done(.active), .notBegun, .notBegun, .notBegun])
        #expect(api.posts.count == 2)
    }
}
