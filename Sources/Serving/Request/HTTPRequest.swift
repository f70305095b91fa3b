package import Notation

/// One complete request, as passed to a route.
package struct HTTPRequest: Sendable, Equatable {
    /// A method that a route can take.
    package enum Method: String, Sendable {
        case get = "GET"
        case head = "HEAD"
        case post = "POST"
        /// Answered by the listener itself; routes never get it.
        case options = "OPTIONS"
    }

    /// The method; a GET route also gets HEAD, and the body of its answer is then dropped.
    package var method: Method
    /// The path of the target, percent-decoded exactly once; always begins with `/`.
    package var path: String
    /// The decoded name-value pairs of the query, in order; `+` stands for a space, as in forms.
    package var query: [QueryItem]
    /// The header fields, with names in lower case.
    package var headers: HTTPHeaders
    /// The body; empty except for a POST to a route with a body limit.
    package var body: [UInt8]

    package init(
        method: Method, path: String, query: [QueryItem] = [], headers: HTTPHeaders = [:], body: [UInt8] = []
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }
}
