import Datastream
import Ledger
import Testing

@testable import datastream_exporter

@Suite struct RunJSONTests {
    @Test func `a run is an object on a line, and what is not known is null`() {
        let lines = [
            RunLine(
                object: "shop.\"a\"\n", result: .failed, from: second(0), to: second(90, nanoseconds: 500_000_000),
                reasons: ["A/B", "C"], isPartial: true),
            RunLine(result: .stopped),
        ]
        #expect(
            RunJSON.text(lines) == #"""
                {"duration_seconds":90.5,"end":"2026-11-24T00:01:30.5Z","object":"shop.\"a\"\n","object_id":"id-shop.\"a\"\n","partial":true,"reasons":["A/B","C"],"result":"failed","seen_at":"2026-11-24T13:53:20Z","start":"2026-11-24T00:00:00Z","stream":"projects/p/locations/l/streams/orders","trigger":"MANUAL"}
                {"duration_seconds":null,"end":null,"object":"shop.orders","object_id":"id-shop.orders","partial":false,"reasons":[],"result":"stopped","seen_at":"2026-11-24T13:53:20Z","start":null,"stream":"projects/p/locations/l/streams/orders","trigger":"MANUAL"}

                """#)
    }

    @Test func `no runs are nothing`() {
        #expect(RunJSON.text([]) == "")
    }
}
