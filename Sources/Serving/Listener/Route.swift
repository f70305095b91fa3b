/// Finds the route of a decoded path; nil is answered with 404.
package typealias Routes = @Sendable (_ path: String) -> Route?

/// What one path takes, and who answers it.
package struct Route: Sendable {
    /// The methods taken; `.get` implies that HEAD is answered too.
    package var methods: [HTTPRequest.Method]
    /// The most bytes a POST may bring; with 0, any body is refused with 400.
    package var bodyLimit: Int
    /// Whether it is for everyone, whatever the gate asks of others.
    package var isOpen: Bool
    /// Makes the response; called on the listener's thread, so it must not wait for anything.
    package var respond: @Sendable (HTTPRequest) -> HTTPResponse

    /// A route; by default one for GET and HEAD without a body.
    package init(
        methods: [HTTPRequest.Method] = [.get], bodyLimit: Int = 0, isOpen: Bool = false,
        respond: @escaping @Sendable (HTTPRequest) -> HTTPResponse
    ) {
        self.methods = methods
        self.bodyLimit = bodyLimit
        self.isOpen = isOpen
        self.respond = respond
    }

    /// All methods that are answered: the route's own, HEAD wherever GET is taken, and OPTIONS.
    var allowed: [HTTPRequest.Method] {
        methods.flatMap { $0 == .get && !methods.contains(.head) ? [.get, .head] : [$0] } + [.options]
    }

    /// Stands for the server as a whole, in an answer to `OPTIONS *`.
    static let server = Route { _ in HTTPResponse(status: 204) }
}
