internal import Notation

/// The target of a request: its path and query, each decoded once.
struct RequestTarget: Equatable {
    var path: String
    var query: [QueryItem]

    /// The whole server (`OPTIONS *`).
    ///
    /// No other target has this path, since all others begin with `/`.
    static let server = RequestTarget(path: "*")

    private init(path: String) {
        self.path = path
        query = []
    }

    /// Parses an origin-form (`/path?query`) or an absolute-form (`http://host/path`) target.
    ///
    /// The host of an absolute form is validated and dropped: nothing is ever proxied.
    init(parsing target: ArraySlice<UInt8>) throws(RequestRefusal) {
        guard target.allSatisfy({ $0.isVisibleASCII && $0 != UInt8(ascii: "#") }) else {
            throw RequestRefusal(400, "malformed target")
        }
        let local = try Self.withoutAuthority(target)
        let mark = local.firstIndex(of: UInt8(ascii: "?")) ?? local.endIndex
        path = try Self.decode(local[..<mark], plusIsSpace: false)
        query = try local[mark...].dropFirst().split(separator: UInt8(ascii: "&")).map {
            (pair) throws(RequestRefusal) in
            let sign = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            return QueryItem(
                name: try Self.decode(pair[..<sign], plusIsSpace: true),
                value: try Self.decode(pair[sign...].dropFirst(), plusIsSpace: true))
        }
    }

    private static func withoutAuthority(_ target: ArraySlice<UInt8>) throws(RequestRefusal) -> ArraySlice<UInt8> {
        if target.first == UInt8(ascii: "/") { return target }
        let scheme = "http://".utf8
        guard target.prefix(scheme.count).elementsEqual(scheme, by: { $0.loweredASCII == $1 }) else {
            throw RequestRefusal(400, "malformed target")
        }
        let rest = target.dropFirst(scheme.count)
        let end = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? rest.endIndex
        guard isAuthority(rest[..<end]) else { throw RequestRefusal(400, "malformed target") }
        let path = rest[end...]
        return path.first == UInt8(ascii: "/") ? path : [UInt8(ascii: "/")] + path
    }

    /// Decodes percent escapes once; refuses malformed escapes, NUL and invalid UTF-8.
    private static func decode(_ bytes: ArraySlice<UInt8>, plusIsSpace: Bool) throws(RequestRefusal) -> String {
        guard let decoded = PercentEncoding.decoded(bytes, plusIsSpace: plusIsSpace) else {
            throw RequestRefusal(400, "bad percent escape")
        }
        guard !decoded.contains(0), let text = String(validating: decoded, as: UTF8.self) else {
            throw RequestRefusal(400, "target is not UTF-8 text")
        }
        return text
    }

    /// Whether the bytes are `host`, `host:port`, `[IPv6]` or `[IPv6]:port`, without a user name or a path.
    static func isAuthority(_ bytes: some BidirectionalCollection<UInt8>) -> Bool {
        var host = bytes[...]
        if let colon = host.lastIndex(of: UInt8(ascii: ":")), host.last != UInt8(ascii: "]") {
            guard host[colon...].dropFirst().count <= 5, host[colon...].dropFirst().allSatisfy(\.isDigit) else {
                return false
            }
            host = host[..<colon]
        }
        if host.first == UInt8(ascii: "["), host.last == UInt8(ascii: "]") {
            let inner = host.dropFirst().dropLast()
            return !inner.isEmpty
                && inner.allSatisfy {
                    Hexadecimal.value($0) != nil || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".")
                }
        }
        // RFC 3986 allows a comma, but several Host fields joined into one would look the same.
        let marks = "-._~!$&'()*+;=%".utf8
        return !host.isEmpty && host.allSatisfy { $0.isAlphanumeric || marks.contains($0) }
    }
}
