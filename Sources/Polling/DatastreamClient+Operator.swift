public import Datastream

/// What an operator reads, with failures as they are.
extension DatastreamClient {
    /// All objects of a stream, each page handed on as soon as it is read; an object may come twice.
    ///
    /// - Throws: why the listing is not whole; pages may have been handed on before.
    public func objects(
        of stream: StreamName, deadline: Duration, page take: ([StreamObject]) -> Void
    ) async throws(CallFailure) -> [StreamObject] {
        try await listing(
            deadline, into: Listing(), call: { .listObjects(of: stream, pageToken: $0) },
            parse: { body throws(DecodingFailure) in try Page.objects(of: stream, body: body) }
        ) { listing, objects, _ in
            listing.add(objects)
            take(objects)
        }.objects
    }

    /// The object of a name.
    ///
    /// - Throws: why there is none, or that another came.
    public func object(named name: ObjectName, deadline: Duration) async throws(CallFailure) -> StreamObject {
        try await one(.getObject(name.id, of: name.stream), deadline) { body throws(DecodingFailure) in
            try StreamObject.decode(body, named: name)
        }
    }

    /// The stream of a name.
    ///
    /// - Throws: why there is none, or that another came.
    public func stream(named name: StreamName, deadline: Duration) async throws(CallFailure) -> Stream {
        try await stream(name, deadline: deadline)
    }
}
