internal import Notation
internal import System

/// AWS Signature Version 4, which proves that the holder of a key made a request.
struct AWSSignature: Sendable {
    /// AWS keys, either long-term or limited to a session.
    struct Keys: Sendable {
        let accessKeyID: String
        let secretAccessKey: Secret
        let sessionToken: Secret?
    }

    /// A request before it is signed.
    struct Request: Sendable {
        let method: String
        /// The host, without a port.
        let host: String
        /// The path as written in the URL; empty for the root.
        let path: String
        /// The query without its question mark.
        let query: String
        let body: [UInt8]

        /// Creates a request from a URL; returns nil unless the URL is https with a plain host.
        init?(_ method: String, url: String, body: [UInt8] = []) {
            guard url.hasPrefix("https://") else { return nil }
            let rest = url.dropFirst(8).prefix { $0 != "#" }
            let authority = rest.prefix { !"/?".contains($0) }
            let target = rest.dropFirst(authority.count)
            guard !authority.isEmpty, !authority.contains(where: { "@:[]".contains($0) }) else { return nil }
            self.method = method
            self.body = body
            host = authority.lowercased()
            path = String(target.prefix { $0 != "?" })
            query = String(target.dropFirst(path.count).dropFirst())
        }
    }

    /// The header fields that sign a request, in the order in which Google's own library sends them.
    ///
    /// The service defaults to the one that the host names. The time is in seconds since 1970.
    static func headers(
        signing request: Request, region: String, service: String? = nil, keys: Keys, at seconds: Int64
    ) -> [(name: String, value: String)] {
        let time = CivilTime(unixSeconds: seconds)
        let date = time.date(separator: "")
        let moment = "\(date)T\(time.time(separator: ""))Z"
        var signed = [("host", request.host), ("x-amz-date", moment)]
        if let token = keys.sessionToken { signed.append(("x-amz-security-token", token.revealed)) }
        let names = signed.map(\.0).joined(separator: ";")
        let canonical = [
            request.method, canonicalPath(request.path), canonicalQuery(request.query),
            signed.map { "\($0.0):\($0.1)\n" }.joined(), names, Hexadecimal.text(Digest.sha256(request.body)),
        ].joined(separator: "\n")
        let scope = [date, region, service ?? Self.service(of: request.host), "aws4_request"]
        let text = [
            "AWS4-HMAC-SHA256", moment, scope.joined(separator: "/"),
            Hexadecimal.text(Digest.sha256(Array(canonical.utf8))),
        ].joined(separator: "\n")
        let key = scope.reduce(Array("AWS4\(keys.secretAccessKey.revealed)".utf8)) { key, part in
            Digest.hmac(Array(part.utf8), key: key)
        }
        let signature = Hexadecimal.text(Digest.hmac(Array(text.utf8), key: key))
        let authorization =
            "AWS4-HMAC-SHA256 Credential=\(keys.accessKeyID)/\(scope.joined(separator: "/")), "
            + "SignedHeaders=\(names), Signature=\(signature)"
        return [("Authorization", authorization)] + signed.map { (name: $0.0, value: $0.1) }
    }

    /// The service is the first label of the host, without `-fips`.
    private static func service(of host: String) -> String {
        let label = String(host.prefix { $0 != "." })
        return label.hasSuffix("-fips") ? String(label.dropLast(5)) : label
    }

    /// The path with its empty, `.` and `..` segments resolved.
    private static func canonicalPath(_ path: String) -> String {
        var segments: [Substring] = []
        for segment in path.split(separator: "/") where segment != "." {
            if segment == ".." { _ = segments.popLast() } else { segments.append(segment) }
        }
        let end = path.hasSuffix("/") && !segments.isEmpty ? "/" : ""
        return "/" + segments.joined(separator: "/") + end
    }

    /// The query, sorted by encoded names and values.
    ///
    /// Parameters without a value are left out.
    private static func canonicalQuery(_ query: String) -> String {
        let pairs = query.split(separator: "&").compactMap { pair -> (String, String)? in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[1].isEmpty else { return nil }
            return (encoded(parts[0]), encoded(parts[1]))
        }
        return pairs.sorted { $0 < $1 }.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
    }

    /// Decodes a part of a query as form data and encodes it as AWS requires.
    private static func encoded(_ text: Substring) -> String {
        // A malformed escape leaves the part as it is.
        let bytes = PercentEncoding.decoded(text.utf8, plusIsSpace: true) ?? Array(text.utf8)
        return PercentEncoding.encoded(String(decoding: bytes, as: UTF8.self))
    }
}
