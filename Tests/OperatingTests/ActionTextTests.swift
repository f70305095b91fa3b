import CommandLine
import Datastream
import Testing

@testable import Operating

@Suite struct ActionTextTests {
    private let text = ActionText(.start())

    @Test(arguments: [
        (Outcome.done(.pending), "started          shop.a  PENDING  "),
        (
            .seenDone(.active),
            "started          shop.a  ACTIVE  "
        ),
        (.already(.active), "already running  shop.a  ACTIVE  "),
        (.refused(CommandFailure(.other, "why")), "failed           shop.a  "),
        (.unknown("why"), "unknown          shop.a  "),
        (.superseded(.completed), "not needed       shop.a  COMPLETED  "), (.planned, "would start      shop.a  "),
    ])
    func `each outcome is one line`(outcome: Outcome, line: String) {
        #expect(text.line(ActionResult(target("a"), outcome)).hasPrefix("\(line)\(stream)/objects/a\n"))
    }

    @Test func `the explanation follows, and on a terminal everything fits`() {
        let lost = ActionResult(target("a"), .seenDone(.active))
        #expect(text.line(lost).hasSuffix("\n    the answer was lost; the object shows that it was started\n"))
        let unknown = ActionResult(target("a"), .unknown("objects.startBackfillJob: HTTP 503 UNAVAILABLE"))
        #expect(
            ActionText(.start(), columns: 40).line(unknown) == """
                unknown          shop.a  s/a
                    it is unknown whether it was
                    started: objects.startBackfillJob:
                    HTTP 503 UNAVAILABLE

                """)
        #expect(ActionText(.start(), columns: 25).line(lost).hasPrefix("started          shop.a \u{2026}\n"))
    }

    @Test func `scripts get the same facts`() {
        let started = target("a", .active)
        let head = #"{"name":"\#(stream)/objects/a","object":"shop.a","action":"#
        let source = #""source":{"type":"mysql","namespace":"shop","table":"a"},"streamObject":"#
        #expect(
            text.json(ActionResult(target("a"), .seenDone(.active), seen: started))
                == #"\#(head)"start","result":"started","answerLost":true,"state":"ACTIVE","#
                + "\(source)\(started.object.wire)}\n")
        let stopped = target("a", .stopped)
        #expect(
            ActionText(.stop).json(ActionResult(stopped, .already(.stopped)))
                == #"\#(head)"stop","result":"not_running","state":"STOPPED",\#(source)\#(stopped.object.wire)}"# + "\n"
        )
    }

    @Test func `on a terminal the list of what was not done fits`() {
        let rest = ActionText(.start(), columns: 30).notDone([ActionResult(target("a"), .notBegun)])
        #expect(rest == "not started:\n  shop.a  not sent  s/a\n")
    }

    @Test func `a summary counts the outcomes and names what was not done`() {
        let results = [
            ActionResult(target("a"), .done(.pending)), ActionResult(target("b"), .unknown("w")),
            ActionResult(target("c"), .notBegun), ActionResult(target("d"), .seenDone(.active)),
        ]
        #expect(text.summary(results) == "2 started, 1 unknown, 1 not sent\n")
        #expect(
            text.notDone(results) == """
                not started:
                  \(stream)/objects/b  shop.b  unknown
                  \(stream)/objects/c  shop.c  not sent

                """)
        #expect(text.summary([]) == "nothing to start\n" && text.notDone([]).isEmpty)
    }
}
