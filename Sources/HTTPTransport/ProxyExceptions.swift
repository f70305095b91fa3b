import Glibc

/// The hosts that bypass the proxy, as `NO_PROXY` lists them, in libcurl's grammar.
///
/// libcurl reads the same text itself. This type exists so that a connection failure can be attributed to the proxy or
/// to the host.
struct ProxyExceptions: Sendable, Equatable {
    /// The text as libcurl takes it: host names, which also match their subdomains, addresses, address ranges, or `*`.
    let text: String

    /// Whether a host bypasses the proxy; an IPv6 address may be in brackets.
    func contain(_ host: String) -> Bool {
        if text == "*" { return true }
        let bare = host.hasPrefix("[") ? String(host.dropFirst().prefix { $0 != "]" }) : Self.withoutDot(host)
        let address = Self.address(bare)
        return text.split { $0 == "," || $0 == " " || $0 == "\t" }.contains { pattern in
            if let address { return Self.range(String(pattern), contains: address) }
            let name = Self.withoutDot(pattern.hasPrefix(".") ? String(pattern.dropFirst()) : String(pattern))
                .lowercased()
            let host = bare.lowercased()
            return !name.isEmpty && (host == name || host.hasSuffix(".\(name)"))
        }
    }

    private static func withoutDot(_ name: String) -> String { name.hasSuffix(".") ? String(name.dropLast()) : name }

    /// Whether a range such as `10.0.0.0/8`, or a single address, contains the address with these bytes.
    private static func range(_ pattern: String, contains address: [UInt8]) -> Bool {
        let parts = pattern.split(separator: "/", maxSplits: 1).map(String.init)
        guard let first = parts.first, let start = Self.address(first), start.count == address.count else {
            return false
        }
        var bits = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        // libcurl treats a missing or zero prefix length as the whole address.
        if bits == 0 { bits = start.count * 8 }
        guard bits > 0, bits <= start.count * 8 else { return false }
        return zip(start, address).enumerated().allSatisfy { index, pair in
            let mask = UInt8(truncatingIfNeeded: 0xFF00 >> min(8, max(0, bits - index * 8)))
            return pair.0 & mask == pair.1 & mask
        }
    }

    /// The bytes of an IPv4 or IPv6 address in network order; nil for a name.
    private static func address(_ text: String) -> [UInt8]? {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 { return withUnsafeBytes(of: four) { Array($0) } }
        var six = in6_addr()
        return inet_pton(AF_INET6, text, &six) == 1 ? withUnsafeBytes(of: six) { Array($0) } : nil
    }
}
