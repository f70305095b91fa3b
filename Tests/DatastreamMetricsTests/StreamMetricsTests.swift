import Datastream
import Exposition
import Notation
import Testing

@testable import DatastreamMetrics

struct StreamMetricsTests {
    private func status(_ snapshot: Snapshot) -> StreamStatus {
        StreamStatus(snapshot: snapshot, oldestPendingSince: nil)
    }

    @Test func `a stream with every field has every sample`() {
        let stream = Datastream.Stream(
            name: shop, displayName: "The \"Shop\"", state: .running, sourceType: "mysql", destinationType: "bigquery",
            backfillStrategy: "backfillAll",
            errors: [ReportedError(reason: "PERMISSION"), ReportedError(reason: "A\nB")],
            createTime: Timestamp(seconds: 100), updateTime: Timestamp(seconds: 200, nanoseconds: 500_000_000))
        let failed = BackfillJob(
            state: .failed, errors: [ReportedError(reason: "READ"), ReportedError(reason: "READ")])
        let snapshot = Snapshot(
            stream: stream,
            objects: [
                table("1", "a", BackfillJob(state: .active, lastStartTime: Timestamp(seconds: 700))),
                table("2", "b", BackfillJob(state: .completed, lastEndTime: Timestamp(seconds: 800, nanoseconds: 1))),
                table("3", "c", failed, errors: [ReportedError(reason: "TYPE")]),
                table("4", "d"),
            ], fetchedAt: Timestamp(seconds: 900))
        #expect(
            samples(
                streamMetrics,
                of: StreamStatus(snapshot: snapshot, oldestPendingSince: Timestamp(seconds: 750), overdue: 2),
                ["stream": "shop"]) == #"""
                    datastream_stream_info{stream="shop",display_name="The \"Shop\"",source_type="mysql",destination_type="bigquery",backfill_strategy="backfillAll"} 1
                    datastream_stream_state{stream="shop",state="NOT_STARTED"} 0
                    datastream_stream_state{stream="shop",state="RUNNING"} 1
                    datastream_stream_state{stream="shop",state="PAUSED"} 0
                    datastream_stream_state{stream="shop",state="MAINTENANCE"} 0
                    datastream_stream_state{stream="shop",state="FAILED"} 0
                    datastream_stream_state{stream="shop",state="FAILED_PERMANENTLY"} 0
                    datastream_stream_state{stream="shop",state="STARTING"} 0
                    datastream_stream_state{stream="shop",state="DRAINING"} 0
                    datastream_stream_state{stream="shop",state="UNKNOWN"} 0
                    datastream_stream_errors{stream="shop",reason="A\nB"} 1
                    datastream_stream_errors{stream="shop",reason="PERMISSION"} 1
                    datastream_stream_create_timestamp_seconds{stream="shop"} 100
                    datastream_stream_update_timestamp_seconds{stream="shop"} 200.5
                    datastream_stream_objects{stream="shop",state="NONE"} 1
                    datastream_stream_objects{stream="shop",state="NOT_STARTED"} 0
                    datastream_stream_objects{stream="shop",state="PENDING"} 0
                    datastream_stream_objects{stream="shop",state="ACTIVE"} 1
                    datastream_stream_objects{stream="shop",state="STOPPED"} 0
                    datastream_stream_objects{stream="shop",state="FAILED"} 1
                    datastream_stream_objects{stream="shop",state="COMPLETED"} 1
                    datastream_stream_objects{stream="shop",state="UNSUPPORTED"} 0
                    datastream_stream_objects{stream="shop",state="UNKNOWN"} 0
                    datastream_stream_objects_with_errors{stream="shop"} 1
                    datastream_stream_object_errors{stream="shop",reason="TYPE"} 1
                    datastream_stream_backfill_errors{stream="shop",reason="READ"} 2
                    datastream_stream_backfill_oldest_active_start_timestamp_seconds{stream="shop"} 700
                    datastream_stream_backfill_oldest_pending_since_timestamp_seconds{stream="shop"} 750
                    datastream_stream_backfill_last_completed_timestamp_seconds{stream="shop"} 800.000000001
                    datastream_stream_backfills_overdue{stream="shop"} 2

                    """#)
    }

    @Test func `an absent field has no sample`() {
        let text = samples(streamMetrics, of: status(snapshot(state: .unknown)), ["stream": "shop"])
        #expect(text.contains(#"datastream_stream_state{stream="shop",state="UNKNOWN"} 1"#))
        for absent in ["reason", "timestamp"] { #expect(!text.contains(absent)) }
        #expect(text.contains("datastream_stream_objects_with_errors{stream=\"shop\"} 0"))
        #expect(
            text.split(separator: "\n").filter { $0.hasPrefix("datastream_stream_objects{") && $0.hasSuffix(" 0") }
                .count == 9)
    }

    @Test func `exactly one of a stream's states is 1`() {
        for state in Datastream.Stream.State.allCases {
            let ones = samples(streamMetrics, of: status(snapshot(state: state))).split(separator: "\n").filter {
                $0.hasPrefix("datastream_stream_state{") && $0.hasSuffix(" 1")
            }
            #expect(ones == [#"datastream_stream_state{state="\#(state.rawValue)"} 1"#])
        }
    }

    @Test func `reasons beyond the cap count as other`() {
        let errors = (100..<160).map { ReportedError(reason: "R\($0)") }
        let lines = samples(streamMetrics, of: status(snapshot(errors: errors))).split(separator: "\n").filter {
            $0.hasPrefix("datastream_stream_errors{")
        }
        #expect(lines.count == 51)
        #expect(lines.last == #"datastream_stream_errors{reason="other"} 10"#)
    }

    @Test func `a backfill becomes overdue by the clock, even between polls, until its stream is stale`() {
        var composer = FollowedComposer()
        func poll(_ job: BackfillJob, at seconds: Int64) -> PollState {
            polled([snapshot([table("1", "t", job)], at: seconds)], uptime: Int(seconds))
        }
        let done = BackfillJob(
            state: .completed, lastStartTime: Timestamp(seconds: 0), lastEndTime: Timestamp(seconds: 300))
        _ = composer.compose(poll(done, at: 1_000), uptime: .seconds(1_000))
        let running = poll(BackfillJob(state: .active, lastStartTime: Timestamp(seconds: 1_010)), at: 1_800)
        let name = "datastream_stream_backfills_overdue{"
        func overdue(at second: Int) -> [String] {
            composer.compose(running, uptime: .seconds(second)).lines(of: name).map { String($0.suffix(2)) }
        }
        #expect(overdue(at: 1_910) == [" 0"])
        #expect(overdue(at: 1_911) == [" 1"])
        #expect(overdue(at: 2_200) == [])
    }
}
