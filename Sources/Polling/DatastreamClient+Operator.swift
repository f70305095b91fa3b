package import Datastream
internal import Notation

/// What operator commands read: objects as the API wrote them, and failures unchanged.
extension DatastreamClient {
    /// All objects of a stream.
    ///
    /// An object that is listed twice is returned once, in its later state. Each page is handed on as soon as it is
    /// read; there, an object may occur twice.
    ///
    /// - Throws: why the listing is incomplete; some pages may already have been handed on.
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

    /// The object with this name.
    ///
    /// - Throws: why there is none, or that another came.
    package func writtenObject(named name: ObjectName, deadline: Duration) async throws(CallFailure) -> WrittenObject {
        try await one(.getObject(name.id, of: name.stream), deadline) { body throws(DecodingFailure) in
            try WrittenObject.decode(body, named: name)
        }
    }

    /// The stream with this name.
    ///
    /// - Throws: why there is none, or that another came.
    package func stream(named name: StreamName, deadline: Duration) async throws(CallFailure) -> Stream {
        try await stream(name, deadline: deadline)
    }
}

/// The objects listed so far, each once.
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
