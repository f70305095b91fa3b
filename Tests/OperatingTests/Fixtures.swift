import Datastream
import Notation

@testable import Operating

let stream = StreamName(project: "p", location: "l", stream: "s")

func time(_ seconds: Int64) -> Timestamp { Timestamp(seconds: 1_790_000_000 + seconds) }

/// An object of the stream whose job has the given state.
func object(
    _ id: String, _ state: BackfillState = .failed, started: Int64? = 0, ended: Int64? = nil, table: String? = nil,
    errors: [ReportedError] = []
) -> StreamObject {
    let job = BackfillJob(
        state: state, trigger: .manual, lastStartTime: started.map { time($0) }, lastEndTime: ended.map { time($0) },
        errors: errors)
    return StreamObject(
        id: id, displayName: table ?? id,
        sourceObject: SourceObject(type: "mysql", namespace: "shop", table: table ?? id),
        backfillJob: state == .none ? nil : job)
}

func target(_ id: String, _ state: BackfillState = .failed) -> Target { target(object(id, state)) }

/// An object that was just read.
func target(_ object: StreamObject) -> Target {
    Target(WrittenObject(object: object, json: WrittenJSON(Array(object.wire.utf8)[...])), of: stream)
}
