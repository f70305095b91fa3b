/// One HTTP request and what it may cost.
public struct TransportRequest: Sendable {
    /// The methods that are sent.
    public enum Method: Sendable {
        case get, post, put
    }

    /// GET, or POST or PUT with `body`.
    public var method: Method
    /// An absolute URL without credentials: https, or http to this machine and its link.
    public var url: String
    /// Header fields beside those that the transport sets itself.
    public var headers: TransportHeaders
    /// The body of a POST or a PUT; a GET has none.
    public var body: [UInt8]
    /// What the request may take at most.
    public var limits: TransportLimits
    /// Whether the environment's proxy applies; where it does not, the connection is direct.
    public var proxied: Bool

    /// Makes a request; by default a GET through the environment's proxy.
    public init(
        _ method: Method = .get, url: String, headers: TransportHeaders = [:], body: [UInt8] = [],
        limits: TransportLimits = TransportLimits(), proxied: Bool = true
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.limits = limits
        self.proxied = proxied
    }
}
