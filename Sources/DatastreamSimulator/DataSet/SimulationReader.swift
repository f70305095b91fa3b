internal import Datastream
internal import Notation

/// Answers read-only calls on the data set at one point in time.
///
/// Each method throws `NOT_FOUND` for a missing resource; a list method throws `INVALID_ARGUMENT` for a bad page token.
struct SimulationReader: Sendable {
    let simulation: Simulation
    let time: Double
    /// What the request asks for.
    let query: ListingQuery
    /// The faults, as far as they change responses.
    let faults: FaultInjector

    /// `locations.list`.
    func locations() throws(APIFailure) -> JSON {
        let (ids, next) = try page(of: StreamPlan.locations, in: "locations") { $0 }
        return .message(["locations": .array(ids.map(StreamPlan.json(location:))), "nextPageToken": next])
    }

    /// `locations.get`.
    func location(_ id: String) throws(APIFailure) -> JSON { StreamPlan.json(location: try known(id)) }

    /// `streams.list`.
    func streams(in location: String) throws(APIFailure) -> JSON {
        if location != "-" { _ = try known(location) }
        let unreachable = location == "-" ? faults.unreachable : []
        let names = simulation.streamNames(in: location).filter { !unreachable.contains($0.location) }
        let (onPage, next) = try page(of: names, in: "\(location)/streams") { "\($0)" }
        var streams: [JSON] = []
        for name in onPage { streams.append(try stream(name)) }
        return .message([
            "streams": .array(streams), "nextPageToken": next,
            "unreachable": .array(unreachable.map { .string("projects/\(StreamPlan.project)/locations/\($0)") }),
        ])
    }

    /// `streams.get`.
    func stream(_ name: StreamName) throws(APIFailure) -> JSON {
        let stream = try simulation.stream(name)
        return stream.plan.json(simulation.view(of: stream), query.enums)
    }

    /// `objects.list`.
    func objects(of name: StreamName) throws(APIFailure) -> JSON {
        let stream = try simulation.stream(name)
        let listing = "\(name)/objects"
        let after = query.pageToken.isEmpty ? "" : try PageToken(query.pageToken, in: listing).key
        let found = Array(stream.objects(after: after, at: time).prefix(query.pageSize + 1))
        let onPage = found.prefix(query.pageSize)
        var next = found.count > onPage.count ? onPage.last.map { PageToken(after: $0.id, in: listing).text } : nil
        if faults.loops(name) {
            next = query.pageToken.isEmpty ? next ?? PageToken(after: "", in: listing).text : query.pageToken
        }
        return .message([
            "streamObjects": .array(onPage.map { object($0, in: stream) }), "nextPageToken": next.map(JSON.string),
        ])
    }

    /// `objects.get`.
    func object(_ id: String, of name: StreamName) throws(APIFailure) -> JSON {
        let stream = try simulation.stream(name)
        return object(try stream.named(id, at: time), in: stream)
    }

    /// `objects.lookup`.
    func object(_ source: SourceObject, of name: StreamName) throws(APIFailure) -> JSON {
        let stream = try simulation.stream(name)
        return object(try stream.named(source, at: time), in: stream)
    }

    private func object(_ object: ObjectPlan, in stream: SimulatedStream) -> JSON {
        simulation.view(of: object, in: stream, at: time).json(in: stream.plan.name, query.enums)
    }

    private func known(_ location: String) throws(APIFailure) -> String {
        guard StreamPlan.locations.contains(location) else {
            throw .notFound(
                "projects/\(StreamPlan.project)/locations/\(location)", type: "cloud.googleapis.com/Location")
        }
        return location
    }

    /// The items on a page of an ordered listing, and the token of the next page.
    private func page<Item>(
        of items: [Item], in listing: String, key: (Item) -> String
    ) throws(APIFailure) -> (items: ArraySlice<Item>, next: JSON?) {
        let after = query.pageToken.isEmpty ? "" : try PageToken(query.pageToken, in: listing).key
        let rest = items.drop { key($0) <= after }
        let onPage = rest.prefix(query.pageSize)
        guard rest.count > onPage.count, let last = onPage.last else { return (onPage, nil) }
        return (onPage, .string(PageToken(after: key(last), in: listing).text))
    }
}
