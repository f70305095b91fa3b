import CCurl
import Glibc

/// The target of a request: a URL that passed the checks.
struct Destination: Sendable, Equatable {
    /// How near the host is.
    ///
    /// Near hosts may use plain http and are reached without a proxy.
    enum Distance: Sendable, Equatable {
        /// `localhost` or a loopback address.
        case loopback
        /// A configured host on this machine's own link.
        case link
        /// Any other host.
        case remote
    }

    var url: String
    /// The host in lower case; an IPv6 address in brackets.
    var host: String
    /// Host and port, the only parts of the URL that messages may show.
    var name: String
    var distance: Distance
    /// Whether the URL's scheme is https.
    var isEncrypted: Bool

    /// Checks a URL: https, or http to a near host, without credentials.
    init(_ url: String, linkLocalHosts: Set<String>) throws(TransportError) {
        guard let parsed = URLHandle(url, flags: 0), let scheme = parsed.part(CURLUPART_SCHEME),
            let host = parsed.part(CURLUPART_HOST)?.lowercased(),
            let port = parsed.part(CURLUPART_PORT, flags: UInt32(CURLU_DEFAULT_PORT))
        else {
            throw TransportError(.invalidURL, "not an absolute URL of http or https")
        }
        self.host = host
        name = "\(host):\(port)"
        let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        distance =
            bare == "localhost" || isLoopback(address: bare)
            ? .loopback : linkLocalHosts.contains(bare) ? .link : .remote
        guard parsed.part(CURLUPART_USER) == nil, parsed.part(CURLUPART_PASSWORD) == nil else {
            throw TransportError(.invalidURL, "\(name): credentials in a URL are refused")
        }
        isEncrypted = scheme == "https"
        guard isEncrypted || scheme == "http" && distance != .remote else {
            throw TransportError(.invalidURL, "\(name): \(scheme) is refused, only https leaves this machine")
        }
        self.url = url
    }
}

/// Whether an IP address is this machine's own: 127.0.0.0/8 or ::1.
///
/// False for a host name.
func isLoopback(address: String) -> Bool {
    var four = in_addr()
    if inet_pton(AF_INET, address, &four) == 1 { return UInt32(bigEndian: four.s_addr) >> 24 == 127 }
    var six = in6_addr()
    guard inet_pton(AF_INET6, address, &six) == 1 else { return false }
    return withUnsafeBytes(of: six) { $0.last == 1 && $0.dropLast().allSatisfy { $0 == 0 } }
}
