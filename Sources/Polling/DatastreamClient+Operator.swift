package import Datastream
internal import Notation

/// What an operator reads: objects as the API wrote them, and failures as they are.
extension DatastreamClient {
    /// All objects of a stream, each once and in its later state; each page is handed on as soon as it is read, and there an
    /// object may come twice.
    ///
    /// - Throws: why the listing is not whole; pages may have been handed on before.
    package func writtenObjects(
        of stream: StreamName, deadline: Duration, page take: ([WrittenObject]) -> Void
    ) async throws(CallFailure) -> [WrittenObject] {
        try await listing(
            deadline, into: WrittenListing(), call: { .listObjects(of: stream, pageToken: $0) },
            parse: { body throws(DecodingFailure) in try Page.writtenObjects(of: stream, body: body) }
        ) { listing, page, _ in
            listing.add(page)
            take(page)
        }.objects
    }

    /// The object of a name.
    ///
    /// - Throws: why there is none, or that another came.
    package func writtenObject(named name: ObjectName, deadline: Duration) async throws(CallFailure) -> WrittenObject {
        try await one(.getObject(name.id, of: name.stream), deadline) { body throws(DecodingFailure) in
            try WrittenObject.decode(body, named: name)
        }
    }

    /// The stream of a name.
    ///
    /// - Throws: why there is none, or that another came.
    package func stream(named name: StreamName, deadline: Duration) async throws(CallFailure) -> Stream {
        try await stream(name, deadline: deadline)
    }
}

/// The objects of a listing so far, each once.
private struct WrittenListing {
    private(set) var objects: [WrittenObject] = []
    private var places: [ByteText: Int] = [:]

    mutating func add(_ page: [WrittenObject]) {
        for object in page {
            let id = ByteText(object.object.id)
            if let place = places[id] {
                objects[place] = object
            } else {
                places[id] = objects.count
                objects.append(object)
            }
        }
    }
}
