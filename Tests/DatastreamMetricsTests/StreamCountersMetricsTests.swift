import Datastream
import Exposition
import Ledger
import Notation
import Testing

@testable import DatastreamMetrics

struct StreamCountersMetricsTests {
    /// A job that started at 100 and, unless active, ended an hour later.
    private func load(_ state: BackfillState, errors: [ReportedError] = []) -> BackfillJob {
        let end: Timestamp? = state == .active ? nil : Timestamp(seconds: 3_700)
        return BackfillJob(
            state: state, trigger: .manual, lastStartTime: Timestamp(seconds: 100), lastEndTime: end, errors: errors)
    }

    private func lines(_ scrape: Exposition, of name: String) -> [String] {
        scrape.lines(of: name + "{").map {
            $0.replacing(#"gcp_project="acme",gcp_location="europe-west1",stream="shop""#, with: "")
        }
    }

    @Test func `at first sight every counter is 0, whatever the listing holds`() {
        let failed = table("1", "a", load(.failed, errors: [ReportedError(reason: "READ", errorUuid: "e")]))
        var scrape = FollowedComposer()
        let text = scrape.compose(polled([snapshot([failed, table("2", "b")])]), uptime: .seconds(10))
        let families = Set(streamCountersMetrics.map(\.family.name))
        #expect(text.lines(of: "datastream_stream_new_errors_total").count == 3)
        #expect(
            lines(text, of: "datastream_stream_new_errors_by_reason_total") == [
                #"datastream_stream_new_errors_by_reason_total{,source="backfill",reason="READ"} 0"#
            ])
        #expect(text.lines(of: "datastream_backfill_state_transitions_total").count == 9)
        #expect(text.lines(of: "datastream_backfill_jobs_started_total").count == 3)
        #expect(text.lines(of: "datastream_backfill_jobs_finished_total").count == 12)
        #expect(text.lines(of: "datastream_backfill_duration_seconds").count == 34)
        for family in families {
            #expect(text.lines(of: family).allSatisfy { $0.hasSuffix(" 0") || $0.hasSuffix(" 0.0") })
        }
    }

    @Test func `events between two polls are counted`() {
        var scrape = FollowedComposer()
        _ = scrape.compose(
            polled([snapshot([table("1", "a", load(.active)), table("2", "b", load(.active))])]), uptime: .seconds(10))
        let error = ReportedError(reason: "READ", errorUuid: "e")
        let objects = [
            table("1", "a", load(.completed)), table("2", "b", load(.failed, errors: [error])), table("3", "c"),
        ]
        let text = scrape.compose(polled([snapshot(objects)], uptime: 20), uptime: .seconds(20))
        let grown = streamCountersMetrics.flatMap { row in
            text.lines(of: row.family.name).filter { !$0.hasSuffix(" 0") }.map {
                $0.replacing(#"gcp_project="acme",gcp_location="europe-west1",stream="shop""#, with: "")
            }
        }
        #expect(
            grown == [
                #"datastream_stream_new_errors_total{,source="backfill"} 1"#,
                #"datastream_backfill_state_transitions_total{,state="FAILED"} 1"#,
                #"datastream_backfill_state_transitions_total{,state="COMPLETED"} 1"#,
                #"datastream_backfill_jobs_finished_total{,trigger="MANUAL",result="completed"} 1"#,
                #"datastream_backfill_jobs_finished_total{,trigger="MANUAL",result="failed"} 1"#,
                #"datastream_backfill_duration_seconds_bucket{,le="3600.0"} 1"#,
                #"datastream_backfill_duration_seconds_bucket{,le="5400.0"} 1"#,
                #"datastream_backfill_duration_seconds_bucket{,le="7200.0"} 1"#,
                #"datastream_backfill_duration_seconds_bucket{,le="10800.0"} 1"#,
                #"datastream_backfill_duration_seconds_bucket{,le="14400.0"} 1"#,
                #"datastream_backfill_duration_seconds_bucket{,le="21600.0"} 1"#,
                #"datastream_backfill_duration_seconds_bucket{,le="28800.0"} 1"#,
                #"datastream_backfill_duration_seconds_bucket{,le="43200.0"} 1"#,
                #"datastream_backfill_duration_seconds_bucket{,le="57600.0"} 1"#,
                #"datastream_backfill_duration_seconds_bucket{,le="86400.0"} 1"#,
                #"datastream_backfill_duration_seconds_bucket{,le="129600.0"} 1"#,
                #"datastream_backfill_duration_seconds_bucket{,le="172800.0"} 1"#,
                #"datastream_backfill_duration_seconds_bucket{,le="259200.0"} 1"#,
                #"datastream_backfill_duration_seconds_bucket{,le="604800.0"} 1"#,
                #"datastream_backfill_duration_seconds_bucket{,le="+Inf"} 1"#,
                "datastream_backfill_duration_seconds_sum{} 3600.0",
                "datastream_backfill_duration_seconds_count{} 1",
                "datastream_objects_appeared_total{} 1",
            ])
        #expect(
            lines(text, of: "datastream_stream_new_errors_by_reason_total") == [
                #"datastream_stream_new_errors_by_reason_total{,source="backfill",reason="READ"} 0"#
            ])
    }

    @Test func `the latest new error is an exemplar in OpenMetrics, and absent from the text format`() {
        var scrape = FollowedComposer()
        _ = scrape.compose(polled([snapshot()]), uptime: .seconds(10))
        let error = ReportedError(
            reason: "READ", errorUuid: "5f3c", errorTime: Timestamp(seconds: 990, nanoseconds: 500_000_000))
        let exposition = scrape.compose(polled([snapshot(errors: [error])], uptime: 20), uptime: .seconds(20))
        let name = "datastream_stream_new_errors_total"
        #expect(lines(exposition, of: name).first == name + #"{,source="stream"} 1"#)
        let open = String(decoding: exposition.whole(.openMetrics).text, as: UTF8.self)
        #expect(open.contains(#"source="stream"} 1 # {error_uuid="5f3c"} 1.0 990.5"# + "\n"))
        #expect(open.contains(#"source="object"} 0"# + "\n"))
    }

    @Test func `counters stay when the stream's data is stale`() {
        let state = polled([snapshot([table("1", "a")])])
        var scrape = FollowedComposer()
        let fresh = scrape.compose(state, uptime: .seconds(10))
        let stale = scrape.compose(state, uptime: .seconds(1_000))
        for row in streamCountersMetrics {
            #expect(stale.lines(of: row.family.name) == fresh.lines(of: row.family.name))
        }
        #expect(stale.lines(of: "datastream_stream_info") == [])
    }

    @Test func `an object missing from one listing is still shown`() {
        var scrape = FollowedComposer(ObjectOptions(extra: Set(ObjectOptions.extraFamilies)))
        let both = [table("1", "a"), table("2", "b", BackfillJob(state: .pending))]
        var texts: [Exposition] = []
        for (poll, objects) in [both, [both[0]], [both[0]]].enumerated() {
            let state = polled([snapshot(objects, at: 1_000 + Int64(poll))], uptime: poll)
            texts.append(scrape.compose(state, uptime: .seconds(20)))
        }
        #expect(texts.map { $0.lines(of: "datastream_object_info").count } == [2, 2, 1])
        #expect(texts.map { $0.lines(of: "datastream_exporter_snapshot_objects").first?.last } == ["2", "2", "1"])
        #expect(texts[1].lines(of: "datastream_stream_objects{").contains { $0.hasSuffix(#"state="PENDING"} 1"#) })
        #expect(texts[1].lines(of: "datastream_stream_backfill_oldest_pending").first?.hasSuffix(" 1000") == true)
        #expect(texts[2].lines(of: "datastream_stream_backfill_oldest_pending") == [])
        #expect(texts[2].lines(of: "datastream_objects_disappeared_total").first?.hasSuffix(" 1") == true)
        let since = texts[1].lines(of: "datastream_object_backfill_state_since_timestamp_seconds")
        #expect(since.count == 2 && since.allSatisfy { $0.hasSuffix(" 1000") })
    }
}
