internal import Datastream
internal import HTTPTransport
internal import Notation
internal import Polling

/// The methods that are sent as POST; no other module makes such calls.
extension APICall {
    /// Looks up an object by its name in the source, without changing anything: `POST /v1/{stream}/objects:lookup`.
    static func lookup(_ source: SourceObject, in stream: StreamName) -> APICall {
        APICall(
            "objects.lookup", .post, stream.segments + ["objects:lookup"],
            of: "\(source.label ?? source.table) in \(stream)",
            body: Array(source.lookupBody.text.utf8), within: .seconds(60), mayRepeat: { _ in true })
    }

    /// Starts or stops a job: `POST /v1/{object}:startBackfillJob` or `:stopBackfillJob`.
    ///
    /// Retried only if the last attempt certainly had no effect.
    static func command(_ action: BackfillAction, on name: ObjectName) -> APICall {
        APICall(
            action.method, .post, name.stream.segments + ["objects", "\(name.id):\(action.customMethod)"],
            of: "\(name)", body: Array(action.body.text.utf8), within: action.patience,
            mayRepeat: { Certainty(of: $0) == .nothingHappened(mayPass: true) })
    }
}

extension BackfillAction {
    fileprivate var customMethod: String { "\(verb)BackfillJob" }

    /// The API's name for the method.
    var method: String { "objects.\(customMethod)" }

    /// Google's own deadline for the method, plus some time for the network.
    fileprivate var patience: Duration {
        switch self {
        case .start: .seconds(130)
        case .stop: .seconds(70)
        }
    }

    fileprivate var body: JSON {
        guard case .start(let clause?) = self else { return .members([:]) }
        return .members(["eventFilter": .members(["sqlWhereClause": .string(clause)])])
    }
}

extension StreamName {
    fileprivate var segments: [String] { ["projects", project, "locations", location, "streams", stream] }
}
