internal import Datastream
internal import Serving

/// A call of an API method on a resource, as given by the path of a request.
enum MethodCall: Hashable, Sendable {
    /// GET `/v1/projects/{p}/locations`
    case listLocations(project: String)
    /// GET `/v1/projects/{p}/locations/{l}`
    case getLocation(project: String, location: String)
    /// GET `/v1/projects/{p}/locations/{l}/streams`, where `-` stands for all locations
    case listStreams(project: String, location: String)
    /// GET `/v1/projects/{p}/locations/{l}/streams/{s}`
    case getStream(StreamName)
    /// GET `/v1/projects/{p}/locations/{l}/streams/{s}/objects`
    case listObjects(StreamName)
    /// GET `/v1/projects/{p}/locations/{l}/streams/{s}/objects/{o}`
    case getObject(StreamName, id: String)
    /// POST `/v1/projects/{p}/locations/{l}/streams/{s}/objects:lookup`
    case lookupObject(StreamName)
    /// POST `/v1/projects/{p}/locations/{l}/streams/{s}/objects/{o}:startBackfillJob`
    case startBackfillJob(StreamName, id: String)
    /// POST `/v1/projects/{p}/locations/{l}/streams/{s}/objects/{o}:stopBackfillJob`
    case stopBackfillJob(StreamName, id: String)

    /// Parses a percent-decoded path; nil if it belongs to no method.
    init?(path: String) {
        var segments = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard segments.count > 2, segments[0].isEmpty, segments[1] == "v1" else { return nil }
        var verb: String?
        // Only the part after the colon in the last segment of an object's path is a verb: project IDs have colons too.
        if segments.count >= 9, let last = segments.last, let colon = last.lastIndex(of: ":") {
            verb = String(last[last.index(after: colon)...])
            segments[segments.count - 1] = String(last[..<colon])
        }
        self.init(segments: Array(segments[2...]), verb: verb)
    }

    private init?(segments: [String], verb: String?) {
        let collections = stride(from: 0, to: segments.count, by: 2).map { segments[$0] }
        guard collections == Array(["projects", "locations", "streams", "objects"].prefix(collections.count)) else {
            return nil
        }
        let ids = stride(from: 1, to: segments.count, by: 2).map { segments[$0] }
        guard ids.allSatisfy({ !["", ".", ".."].contains($0) }) else { return nil }
        switch (collections.count, ids.count, verb) {
        case (2, 1, nil): self = .listLocations(project: ids[0])
        case (2, 2, nil): self = .getLocation(project: ids[0], location: ids[1])
        case (3, 2, nil): self = .listStreams(project: ids[0], location: ids[1])
        case (3, 3, nil): self = .getStream(Self.stream(ids))
        case (4, 3, nil): self = .listObjects(Self.stream(ids))
        case (4, 3, "lookup"): self = .lookupObject(Self.stream(ids))
        case (4, 4, nil): self = .getObject(Self.stream(ids), id: ids[3])
        case (4, 4, "startBackfillJob"): self = .startBackfillJob(Self.stream(ids), id: ids[3])
        case (4, 4, "stopBackfillJob"): self = .stopBackfillJob(Self.stream(ids), id: ids[3])
        default: return nil
        }
    }

    private static func stream(_ ids: [String]) -> StreamName {
        StreamName(project: ids[0], location: ids[1], stream: ids[2])
    }

    var method: HTTPRequest.Method {
        switch self {
        case .lookupObject, .startBackfillJob, .stopBackfillJob: .post
        default: .get
        }
    }

    /// The permission that a caller needs.
    var permission: String {
        switch self {
        case .listLocations: "datastream.locations.list"
        case .getLocation: "datastream.locations.get"
        case .listStreams: "datastream.streams.list"
        case .getStream: "datastream.streams.get"
        case .listObjects, .lookupObject: "datastream.objects.list"
        case .getObject: "datastream.objects.get"
        case .startBackfillJob: "datastream.objects.startBackfillJob"
        case .stopBackfillJob: "datastream.objects.stopBackfillJob"
        }
    }

    /// The project of the resource.
    var project: String {
        switch self {
        case .listLocations(let project), .getLocation(let project, _), .listStreams(let project, _): project
        default: stream?.project ?? ""
        }
    }

    /// The location of the resource; nil for all locations.
    var location: String? {
        switch self {
        case .listLocations: nil
        case .getLocation(_, let location): location
        case .listStreams(_, let location): location == "-" ? nil : location
        default: stream?.location
        }
    }

    /// The stream of the resource; nil for none or all.
    var stream: StreamName? {
        switch self {
        case .listLocations, .getLocation, .listStreams: nil
        case .getStream(let name), .listObjects(let name), .lookupObject(let name): name
        case .getObject(let name, _), .startBackfillJob(let name, _), .stopBackfillJob(let name, _): name
        }
    }

    /// The resource on which permissions are checked: the stream, the location or the project.
    var resource: String {
        if let stream { return "\(stream)" }
        return switch self {
        case .listStreams(_, let location), .getLocation(_, let location): "projects/\(project)/locations/\(location)"
        default: "projects/\(project)"
        }
    }
}
