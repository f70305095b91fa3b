package import Datastream
internal import GoogleAuth
package import HTTPTransport
internal import Notation

/// One call of a method of the API, as a value.
package struct APICall: Sendable, Equatable {
    /// The API's name of the method, as in `objects.list`.
    package let method: String
    /// The resource that is asked for or whose children are listed.
    package let resource: String
    private let verb: TransportRequest.Method
    private let body: [UInt8]
    private let total: Duration
    private let mayRepeat: @Sendable (CallFailure) -> Bool
    /// The path after `/v1/`, in segments that are not encoded yet.
    private let segments: [String]
    private let query: [(name: String, value: String)]

    /// Whether both ask the same.
    package static func == (left: APICall, right: APICall) -> Bool {
        left.method == right.method && left.target == right.target && left.body == right.body
    }

    /// Largest page that the API gives.
    private static let pageSize = "1000"
    /// Most bytes of one answer, decompressed.
    private static let bodyBytes = 24 * 1_024 * 1_024
    /// Google's own deadline for all these methods.
    private static let readingTotal: Duration = .seconds(60)

    /// The locations of a project: `GET /v1/projects/{project}/locations`.
    static func listLocations(project: String, pageToken: String?) -> APICall {
        list("locations.list", in: ["projects", project], of: "locations", pageToken)
    }

    /// The streams of a location, or of all for `-`: `GET /v1/projects/{project}/locations/{location}/streams`.
    static func listStreams(project: String, location: String, pageToken: String?) -> APICall {
        list("streams.list", in: ["projects", project, "locations", location], of: "streams", pageToken)
    }

    /// One stream: `GET /v1/{stream}`.
    package static func getStream(_ stream: StreamName) -> APICall {
        APICall("streams.get", stream.segments, query: [])
    }

    /// The objects of a stream: `GET /v1/{stream}/objects`.
    package static func listObjects(of stream: StreamName, pageToken: String?) -> APICall {
        list("objects.list", in: stream.segments, of: "objects", pageToken)
    }

    /// One object: `GET /v1/{stream}/objects/{object}`.
    package static func getObject(_ id: String, of stream: StreamName) -> APICall {
        APICall("objects.get", stream.segments + ["objects", id], query: [])
    }

    private static func list(
        _ method: String, in parent: [String], of collection: String, _ pageToken: String?
    ) -> APICall {
        var query = [(name: "pageSize", value: pageSize)]
        if let pageToken { query.append((name: "pageToken", value: pageToken)) }
        return APICall(method, parent + [collection], query: query, resource: parent.joined(separator: "/"))
    }

    private init(
        _ method: String, _ segments: [String], query: [(name: String, value: String)], resource: String? = nil
    ) {
        self.method = method
        self.segments = segments
        self.query = query + [(name: "prettyPrint", value: "false")]
        self.resource = resource ?? segments.joined(separator: "/")
        verb = .get
        body = []
        total = Self.readingTotal
        mayRepeat = { _ in true }
    }

    /// A call of any verb on a resource, with a body of JSON.
    ///
    /// - Parameters:
    ///   - method: the API's name of the method, as in `objects.lookup`.
    ///   - verb: how it is sent.
    ///   - segments: the segments of the path after `/v1/`, not encoded; the last may end in `:` and a custom method.
    ///   - resource: the resource, for people.
    ///   - body: what is sent along.
    ///   - total: the longest time of one try.
    ///   - mayRepeat: whether a try that failed so may be followed by another.
    package init(
        _ method: String, _ verb: TransportRequest.Method, _ segments: [String], of resource: String, body: [UInt8],
        within total: Duration, mayRepeat: @escaping @Sendable (CallFailure) -> Bool
    ) {
        self.method = method
        self.verb = verb
        self.segments = segments
        self.resource = resource
        self.body = body
        self.total = total
        self.mayRepeat = mayRepeat
        query = [(name: "prettyPrint", value: "false")]
    }

    /// Whether a try that failed so may be followed by another.
    func allowsRepeat(after failure: CallFailure) -> Bool { mayRepeat(failure) }
    /// The project that is asked about.
    var project: String { segments.count > 1 ? segments[1] : "" }

    /// What the caller must be allowed; what may list objects may look them up.
    var permission: String { method == "objects.lookup" ? "datastream.objects.list" : "datastream.\(method)" }

    /// The method and the resource, for people.
    package var description: String { "\(method) of \(resource)" }

    /// The path and the query as they are sent.
    var target: String {
        let path = segments.map(PercentEncoding.segment).joined(separator: "/")
        let fields = query.map { "\($0.name)=\(PercentEncoding.encoded($0.value))" }.joined(separator: "&")
        return "/v1/\(path)?\(fields)"
    }

    /// The request, within what is left of the poll.
    func request(
        endpoint: String, errorFormat: ErrorFormat? = nil, token: Secret?, quotaProject: String? = nil,
        within remaining: Duration
    ) -> TransportRequest {
        var limits = TransportLimits()
        limits.bodyBytes = Self.bodyBytes
        limits.total = min(total, remaining)
        // What may take longer than reading may also begin to answer later.
        if total > Self.readingTotal { limits.firstByte = total }
        let format = errorFormat.map { "&%24.xgafv=\($0.rawValue)" } ?? ""
        var request = TransportRequest(verb, url: endpoint + target + format, body: body, limits: limits)
        request.headers.append("Accept", "application/json")
        if !body.isEmpty { request.headers.append("Content-Type", "application/json") }
        if let token { request.headers.append("Authorization", "Bearer \(token.revealed)") }
        if let quotaProject { request.headers.append("x-goog-user-project", quotaProject) }
        return request
    }

    /// What an answer says that is no success; nil for an answer that may be read.
    func error(in response: TransportResponse) -> APIError? {
        // 204 and 206 are successes in HTTP and never whole answers here.
        response.status == 200 ? nil : APIError(httpStatus: response.status, body: response.body)
    }
}

extension TransportResponse {
    /// Whether a page for people came where JSON was asked for: a proxy's login page, say.
    var isHTML: Bool { headers["content-type"]?.lowercased().hasPrefix("text/html") ?? false }
}

extension StreamName {
    fileprivate var segments: [String] { ["projects", project, "locations", location, "streams", stream] }
}

extension APIError {
    /// The error with the longest wait that the answer asks for, in its body or in `Retry-After`.
    func waiting(as response: TransportResponse, at now: Timestamp) -> APIError {
        var error = self
        let header = response.retryAfter(now: Int(now.seconds))
        error.retryDelay = [retryDelay, header].compactMap { $0 }.max().map { min($0, RetryAfter.longest) }
        return error
    }
}
