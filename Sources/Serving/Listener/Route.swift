/// Finds the route of a decoded path; nil means 404.
package typealias Routes = @Sendable (_ path: String) -> Route?

/// What a path accepts, and its handler.
package struct Route: Sendable {
    /// The accepted methods; `.get` includes HEAD.
    package var methods: [HTTPRequest.Method]
    /// The largest body of a POST, in bytes; if 0, any body is refused with 400.
    package var bodyLimit: Int
    /// Whether it is open to everyone without a password.
    package var isOpen: Bool
    /// Makes the response; runs on the listener's thread, so it must not block.
    package var respond: @Sendable (HTTPRequest) -> HTTPResponse

    /// A route; by default for GET and HEAD without a body.
    package init(
        methods: [HTTPRequest.Method] = [.get], bodyLimit: Int = 0, isOpen: Bool = false,
        respond: @escaping @Sendable (HTTPRequest) -> HTTPResponse
    ) {
        self.methods = methods
        self.bodyLimit = bodyLimit
        self.isOpen = isOpen
        self.respond = respond
    }

    /// All accepted methods: the route's own, HEAD if GET is accepted, and OPTIONS.
    var allowed: [HTTPRequest.Method] {
        methods.flatMap { $0 == .get && !methods.contains(.head) ? [.get, .head] : [$0] } + [.options]
    }

    /// The server as a whole, for `OPTIONS *`.
    static let server = Route { _ in HTTPResponse(status: 204) }
}
