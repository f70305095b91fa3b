/// The base URL of an API, checked once before any request is sent.
package struct Endpoint: Sendable, Equatable {
    /// The URL without a trailing slash.
    package let url: String
    /// Whether the host is this machine, so that nobody can listen in on the traffic.
    package let isLoopback: Bool

    /// Accepts an https URL, or an http URL of a loopback host, without a query and without credentials.
    ///
    /// - Throws: what is wrong with it.
    package init(_ text: String) throws(TransportError) {
        var text = text
        while text.hasSuffix("/") { text.removeLast() }
        guard !text.contains("?"), !text.contains("#") else {
            throw TransportError(.invalidURL, "a base URL must not have a query or a fragment")
        }
        isLoopback = try Destination(text, linkLocalHosts: []).distance == .loopback
        url = text
    }
}
