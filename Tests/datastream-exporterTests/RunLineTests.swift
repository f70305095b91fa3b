import Datastream
import Ledger
import Notation
import Testing

@testable import datastream_exporter

@Suite struct RunLineTests {
    @Test(
        arguments: [
            (second(0), second(90), .seconds(90)), (second(5), second(5), .zero),
            (second(0, nanoseconds: 900_000_000), second(1, nanoseconds: 100_000_000), .milliseconds(200)),
            (second(9), second(5), nil), (nil, second(5), nil), (second(5), nil, nil), (nil, nil, nil),
            (Timestamp(seconds: .min), Timestamp(seconds: .max), nil),
        ] as [(Timestamp?, Timestamp?, Duration?)])
    func `a run with start and end has a duration`(start: Timestamp?, end: Timestamp?, duration: Duration?) {
        #expect(RunLine(from: start, to: end).duration == duration)
    }

    @Test func `runs are ordered by their end, or else by when it was seen`() {
        let lines = [
            RunLine("b", sequence: 1, to: second(5)), RunLine("a", sequence: 7),
            RunLine("b", sequence: 0, to: second(5)),
            RunLine("a", sequence: 2, to: second(5)), RunLine("a", sequence: 3, to: second(60_000)),
            RunLine("a", sequence: 9, from: second(90_000), to: second(1)),
        ]
        #expect(
            lines.sorted(by: RunLine.isBefore).map { "\($0.stream.stream)\($0.place)" }
                == ["a9", "a2", "b0", "b1", "a7", "a3"])
    }

    @Test(
        arguments: [
            (nil, nil, true), ("orders", nil, true), ("projects/p/locations/l/streams/orders", nil, true),
            ("order", nil, false), ("projects/p/locations/x/streams/orders", nil, false), (nil, "shop.orders", true),
            (nil, "id-shop.orders", true), (nil, "orders", false), ("orders", "other", false),
            ("orders", "shop.orders", true),
        ] as [(String?, String?, Bool)])
    func `a stream and an object can be selected by either of their names`(
        stream: String?, object: String?, isIncluded: Bool
    ) {
        #expect(RunSelection(stream: stream, object: object).includes(RunLine()) == isIncluded)
    }
}
