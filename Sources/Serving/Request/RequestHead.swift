internal import Notation

/// The validated request line and header fields, as needed to find the route and the end of the request.
struct RequestHead: Equatable {
    /// The method as sent; routes may not accept it.
    var method: String
    var target: RequestTarget
    /// Whether the version and `Connection` allow another request.
    var keepsAlive: Bool
    /// HTTP/1.0 keeps a connection open only if the response says so.
    var isVersion10: Bool
    var contentLength: Int
    /// Whether the client waits for `100 Continue` before it sends its body.
    var expectsContinue: Bool
    var headers: HTTPHeaders

    /// Validates the fields and derives what they mean for the connection.
    init(line: RequestLine, headers: HTTPHeaders) throws(RequestRefusal) {
        method = line.method
        target = line.target
        isVersion10 = line.isVersion10
        self.headers = headers
        // The end of a body in an unsupported coding cannot be found.
        guard headers.values(of: "transfer-encoding").isEmpty else {
            throw RequestRefusal(400, "Transfer-Encoding is not supported")
        }
        try Self.checkHost(headers.values(of: "host"), isVersion10: isVersion10)
        contentLength = try Self.length(headers.values(of: "content-length"))
        expectsContinue = try Self.expectation(headers["expect"]) && !isVersion10
        keepsAlive = Self.keepsAlive(headers["connection"] ?? "", isVersion10: isVersion10)
    }

    private static func checkHost(_ hosts: [String], isVersion10: Bool) throws(RequestRefusal) {
        if hosts.isEmpty && isVersion10 { return }
        guard hosts.count == 1, let host = hosts.first, RequestTarget.isAuthority(host.utf8) else {
            throw RequestRefusal(400, "exactly one valid Host is required")
        }
    }

    private static func length(_ values: [String]) throws(RequestRefusal) -> Int {
        guard let value = values.first else { return 0 }
        guard values.count == 1, !value.isEmpty, value.utf8.allSatisfy(\.isDigit), let length = Int(value) else {
            throw RequestRefusal(400, "bad Content-Length")
        }
        return length
    }

    private static func expectation(_ value: String?) throws(RequestRefusal) -> Bool {
        guard let value else { return false }
        guard value.equalsIgnoringASCIICase("100-continue") else {
            throw RequestRefusal(417, "unknown expectation")
        }
        return true
    }

    private static func keepsAlive(_ connection: String, isVersion10: Bool) -> Bool {
        let options = connection.split(separator: ",").map { $0.filter { !$0.isWhitespace } }
        if options.contains(where: { $0.equalsIgnoringASCIICase("close") }) { return false }
        return !isVersion10 || options.contains { $0.equalsIgnoringASCIICase("keep-alive") }
    }
}
