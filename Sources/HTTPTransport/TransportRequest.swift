package import Notation

/// One HTTP request and its limits.
package struct TransportRequest: Sendable {
    /// The supported methods.
    package enum Method: Sendable {
        case get, post, put
    }

    /// GET, or POST or PUT with `body`.
    package var method: Method
    /// An absolute URL without credentials: https, or http to this machine and its link.
    package var url: String
    /// Header fields in addition to those that the transport sets itself.
    package var headers: HTTPHeaders
    /// The body of a POST or a PUT; a GET has none.
    package var body: [UInt8]
    /// The limits of the request.
    package var limits: TransportLimits
    /// Whether to use the environment's proxy; if not, the connection is direct.
    package var proxied: Bool

    /// Creates a request; by default a GET through the environment's proxy.
    package init(
        _ method: Method = .get, url: String, headers: HTTPHeaders = [:], body: [UInt8] = [],
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
