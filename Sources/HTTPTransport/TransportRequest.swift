package import Notation

/// One HTTP request and what it may cost.
package struct TransportRequest: Sendable {
    /// The methods that are sent.
    package enum Method: Sendable {
        case get, post, put
    }

    /// GET, or POST or PUT with `body`.
    package var method: Method
    /// An absolute URL without credentials: https, or http to this machine and its link.
    package var url: String
    /// Header fields beside those that the transport sets itself.
    package var headers: HTTPHeaders
    /// The body of a POST or a PUT; a GET has none.
    package var body: [UInt8]
    /// What the request may take at most.
    package var limits: TransportLimits
    /// Whether the environment's proxy applies; where it does not, the connection is direct.
    package var proxied: Bool

    /// Makes a request; by default a GET through the environment's proxy.
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
