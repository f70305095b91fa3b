package import Datastream
internal import GoogleAuth
package import HTTPTransport
internal import Notation

/// One call of an API method, as a value.
package struct APICall: Sendable, Equatable {
    /// The API's name for the method, such as `objects.list`.
    package let method: String
    /// The resource to read, or the parent of the resources to list.
    package let resource: String
    private let verb: TransportRequest.Method
    private let body: [UInt8]
    private let total: Duration
    private let mayRepeat: @Sendable (CallFailure) -> Bool
    /// The segments of the path after `/v1/`, not yet percent-encoded.
    private let segments: [String]
    private let query: [(name: String, value: String)]

    /// Whether both calls send the same method, target and body.
    package static func == (left: APICall, right: APICall) -> Bool {
        left.method == right.method && left.target == right.target && left.body == right.body
    }

    /// The largest page size that the API allows.
    private static let pageSize = "1000"
    /// Maximum size of one response body in bytes, after decompression.
    private static let bodyBytes = 24 * 1_024 * 1_024
    /// Google's own deadline for all read methods.
    private static let readingTotal: Duration = .seconds(60)

    /// The locations of a project: `GET /v1/projects/{project}/locations`.
    static func listLocations(project: String, pageToken: String?) -> APICall {
        list("locations.list", in: ["projects", project], of: "locations", pageToken)
    }

    /// The streams of a location, or of all locations for `-`:
    /// `GET /v1/projects/{project}/locations/{location}/streams`.
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

    /// A call with any HTTP verb on a resource, with a JSON body.
    ///
    /// - Parameters:
    ///   - method: the API's name for the method, such as `objects.lookup`.
    ///   - verb: the HTTP method.
    ///   - segments: the segments of the path after `/v1/`, not percent-encoded; the last one may end in `:` and a
    ///     custom method.
    ///   - resource: the resource's name, for messages.
    ///   - body: the request body.
    ///   - total: the timeout of one attempt.
    ///   - mayRepeat: whether the call may be retried after the given failure.
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

    /// Whether the call may be retried after this failure.
    func allowsRepeat(after failure: CallFailure) -> Bool { mayRepeat(failure) }
    /// The project that the call is about.
    var project: String { segments.count > 1 ? segments[1] : "" }

    /// What a wait that the API asks for holds up: the call's stream, or a search for streams.
    var subject: String { segments.prefix(6).joined(separator: "/") }

    /// The permission that the call needs.
    ///
    /// Whoever may list objects may also look them up.
    var permission: String { method == "objects.lookup" ? "datastream.objects.list" : "datastream.\(method)" }

    /// The method and the resource, for messages.
    package var description: String { "\(method) of \(resource)" }

    /// The path and query, percent-encoded.
    var target: String {
        let path = segments.map(PercentEncoding.segment).joined(separator: "/")
        let fields = query.map { "\($0.name)=\(PercentEncoding.encoded($0.value))" }.joined(separator: "&")
        return "/v1/\(path)?\(fields)"
    }

    /// The HTTP request, limited to the time that remains of the poll.
    func request(
        endpoint: String, errorFormat: ErrorFormat? = nil, token: Secret?, quotaProject: String? = nil,
        within remaining: Duration
    ) -> TransportRequest {
        var limits = TransportLimits()
        limits.bodyBytes = Self.bodyBytes
        limits.total = min(total, remaining)
        // A call that may take longer than a read may also take longer to start answering.
        if total > Self.readingTotal { limits.firstByte = total }
        let format = errorFormat.map { "&%24.xgafv=\($0.rawValue)" } ?? ""
        var request = TransportRequest(verb, url: endpoint + target + format, body: body, limits: limits)
        request.headers.append("Accept", "application/json")
        if !body.isEmpty { request.headers.append("Content-Type", "application/json") }
        if let token { request.headers.append("Authorization", "Bearer \(token.revealed)") }
        if let quotaProject { request.headers.append("x-goog-user-project", quotaProject) }
        return request
    }

    /// The error in a response; nil if the response is usable.
    func error(in response: TransportResponse) -> APIError? {
        // 204 and 206 are HTTP successes, but never complete answers here.
        response.status == 200 ? nil : APIError(httpStatus: response.status, body: response.body)
    }
}

extension TransportResponse {
    /// Whether the response is an HTML page instead of JSON, such as a proxy's login page.
    var isHTML: Bool {
        headers.values(of: "content-type").contains { type in
            ["text/html", "application/xhtml+xml"].contains { type.lowercased().hasPrefix($0) }
        }
    }
}

extension StreamName {
    fileprivate var segments: [String] { ["projects", project, "locations", location, "streams", stream] }
}

extension APIError {
    /// The error with the longest delay that the response asks for, in its body or in `Retry-After`.
    func waiting(as response: TransportResponse, at now: Timestamp) -> APIError {
        var error = self
        let header = response.retryAfter(now: Int(now.seconds))
        error.retryDelay = [retryDelay, header].compactMap { $0 }.max().map { min($0, RetryAfter.longest) }
        return error
    }
}
