internal import Datastream

extension Simulation {
    /// `startBackfillJob`: makes the job of an object wait, load and end.
    ///
    /// - Throws: `FAILED_PRECONDITION` if the job is already waiting or loading, `INVALID_ARGUMENT` for a WHERE clause
    ///   if the source accepts none.
    mutating func start(
        _ id: String, in name: StreamName, sqlWhereClause: String?, at time: Double
    ) throws(APIFailure) -> StreamObject {
        var stream = try stream(name)
        let object = try stream.named(id, at: time)
        guard sqlWhereClause == nil || stream.plan.takesWhereClause else {
            throw .invalidArgument("Partial backfill is not supported for the source type of stream \(name).")
        }
        guard stream.plan.state == .running else {
            throw .failedPrecondition("Stream \(name) is not running.")
        }
        guard ![.pending, .active].contains(stream.life(of: object).state(at: time)) else {
            throw .failedPrecondition("A backfill job is already pending or active for \(name)/objects/\(id).")
        }
        stream.start(object, sqlWhereClause: sqlWhereClause, at: time)
        streams[name] = stream
        return view(of: object, in: stream, at: time)
    }

    /// `stopBackfillJob`: ends the job of an object at once.
    ///
    /// - Throws: `FAILED_PRECONDITION` if the job is neither waiting nor loading.
    mutating func stop(_ id: String, in name: StreamName, at time: Double) throws(APIFailure) -> StreamObject {
        var stream = try stream(name)
        let object = try stream.named(id, at: time)
        guard [.pending, .active].contains(stream.life(of: object).state(at: time)) else {
            throw .failedPrecondition("No backfill job is pending or active for \(name)/objects/\(id).")
        }
        stream.stop(object, at: time)
        streams[name] = stream
        return view(of: object, in: stream, at: time)
    }
}

extension SimulatedStream {
    /// The object with this ID.
    ///
    /// - Throws: `NOT_FOUND` if it does not exist yet.
    func named(_ id: String, at time: Double) throws(APIFailure) -> ObjectPlan {
        guard let object = object(id, at: time) else {
            throw .notFound("\(plan.name)/objects/\(id)", type: "datastream.googleapis.com/StreamObject")
        }
        return object
    }

    /// The object with this identity in its source.
    ///
    /// - Throws: `NOT_FOUND` if it does not exist yet.
    func named(_ source: SourceObject, at time: Double) throws(APIFailure) -> ObjectPlan {
        guard let object = objects(after: "", at: time).first(where: { $0.source == source }) else {
            throw .notFound(
                "\(plan.name)/objects/\(source.label ?? "")", type: "datastream.googleapis.com/StreamObject")
        }
        return object
    }
}
