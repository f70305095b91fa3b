import Datastream
import Ledger
import Testing

@testable import datastream_exporter

@Suite struct RunJSONTests {
    @Test func `a run is a JSON object on one line, with null for unknown values`() {
        let lines = [
            RunLine(
                object: "shop.\"a\"\n", result: .failed, from: second(0), to: second(90, nanoseconds: 500_000_000),
                reasons: ["A/B", "C"], isPartial: true),
            RunLine(result: .stopped),
        ]
        #expect(
            RunJSON.text(lines) == #"""
                {"durationSeconds":90.5,"end":"2026-11-24T00:01:30.5Z","object":"shop.\"a\"\n","objectId":"id-shop.\"a\"\n","partial":true,"reasons":["A/B","C"],"result":"failed","seenAt":"2026-11-24T13:53:20Z","start":"2026-11-24T00:00:00Z","stream":"projects/p/locations/l/streams/orders","trigger":"MANUAL"}
                {"durationSeconds":null,"end":null,"object":"shop.orders","objectId":"id-shop.orders","partial":false,"reasons":[],"result":"stopped","seenAt":"2026-11-24T13:53:20Z","start":null,"stream":"projects/p/locations/l/streams/orders","trigger":"MANUAL"}

                """#)
    }

    @Test func `without runs there is no output`() {
        #expect(RunJSON.text([]) == "")
    }
}
