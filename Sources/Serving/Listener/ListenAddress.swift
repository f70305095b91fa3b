internal import Notation

/// Where to listen: a host and a TCP port, or the path of a Unix socket.
package struct ListenAddress: Sendable, Equatable {
    /// The name or address, without brackets; empty for every address of the machine, IPv4 and IPv6.
    let host: String
    /// 0 lets the system choose.
    let port: UInt16
    /// The path of a Unix socket; nil for TCP.
    let path: String?

    /// Whether the system chooses the port.
    package var isChosenBySystem: Bool { path == nil && port == 0 }

    /// The prefix of the path of a Unix socket.
    package static let pathPrefix = "unix:"
    /// The longest path that the kernel accepts.
    static let pathLimit = 107

    /// Reads `:10155`, `127.0.0.1:0`, `[::1]:0`, `localhost:8080` or `unix:/run/exporter.sock`.
    ///
    /// - Parameter text: A host (may be empty), a colon and a port from 0 to 65535 in digits; or `unix:` and a path.
    /// - Throws: ``ListenAddressError`` when the text is none of these.
    package init(parsing text: String) throws(ListenAddressError) {
        if text.hasPrefix(Self.pathPrefix) {
            let path = String(text.dropFirst(Self.pathPrefix.count))
            guard !path.isEmpty, !path.utf8.contains(0), path.utf8.count <= Self.pathLimit else {
                throw ListenAddressError(
                    text: text, reason: "the path of a Unix socket must have 1 to \(Self.pathLimit) bytes")
            }
            self.path = path
            host = ""
            port = 0
            return
        }
        path = nil
        guard let colon = text.lastIndex(of: ":") else { throw ListenAddressError(text: text, reason: "no port") }
        let digits = text[colon...].dropFirst()
        guard !digits.isEmpty, digits.utf8.allSatisfy(\.isDigit), let port = UInt16(digits) else {
            throw ListenAddressError(text: text, reason: "the port must be a number from 0 to 65535")
        }
        self.port = port
        let name = text[..<colon]
        if name.hasPrefix("["), name.hasSuffix("]"), name.contains(":") {
            host = String(name.dropFirst().dropLast())
            let isAddress = host.utf8.allSatisfy {
                $0.isAlphanumeric || ":.%-_".utf8.contains($0)
            }
            guard isAddress else { throw ListenAddressError(text: text, reason: "malformed IPv6 address") }
        } else {
            host = String(name)
            guard !host.contains(":") else {
                throw ListenAddressError(text: text, reason: "an IPv6 address needs brackets")
            }
            guard host.utf8.allSatisfy({ $0.isAlphanumeric || ".-_".utf8.contains($0) }) else {
                throw ListenAddressError(text: text, reason: "malformed host")
            }
        }
    }
}

extension ListenAddress: CustomStringConvertible {
    /// The text that parses to this address.
    package var description: String {
        if let path { return Self.pathPrefix + path }
        return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
