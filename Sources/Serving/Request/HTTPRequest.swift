/// One whole request, as a route gets it.
package struct HTTPRequest: Sendable, Equatable {
    /// A method that a route can take.
    package enum Method: String, Sendable {
        case get = "GET"
        case head = "HEAD"
        case post = "POST"
        /// Answered by the listener itself; no route gets it.
        case options = "OPTIONS"
    }

    /// The method; a route that takes GET gets HEAD too, and its body is then left out.
    package var method: Method
    /// The path of the target, percent-decoded exactly once; always begins with `/`.
    package var path: String
    /// The decoded pairs of the query, in their order; `+` stands for a space, as forms have it.
    package var query: [QueryItem]
    /// The header fields, their names in lower case.
    package var headers: HTTPHeaders
    /// The body; empty but for a POST to a route with a body limit.
    package var body: [UInt8]

    /// A request made of its parts.
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

/// One `name=value` of a query; a name without `=` has an empty value.
package struct QueryItem: Sendable, Equatable {
    /// The decoded name.
    package var name: String
    /// The decoded value.
    package var value: String

    /// A pair as it reads after decoding.
    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
