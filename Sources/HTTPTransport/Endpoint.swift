/// The base URL of an API: checked once, before anything is sent there.
package struct Endpoint: Sendable, Equatable {
    /// The URL without a slash at its end.
    package let url: String
    /// Whether it is this machine itself, where nobody listens in between.
    package let isLoopback: Bool

    /// Takes a URL of https, or of http to loopback, without a query and without credentials.
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
