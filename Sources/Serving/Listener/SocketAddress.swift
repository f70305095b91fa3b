import CEpoll
import Glibc
internal import System

/// An IPv4 or IPv6 address with its port, or the path of a Unix socket, in the kernel's form.
struct SocketAddress: Sendable, CustomStringConvertible {
    /// The address without its port; an IPv4 peer is equal over IPv4 and IPv6 sockets.
    struct Host: Hashable, Sendable {
        let high: UInt64
        let low: UInt64
    }

    private var storage = sockaddr_storage()
    private var length = socklen_t(MemoryLayout<sockaddr_storage>.size)

    private init() {}

    var family: Int32 { Int32(storage.ss_family) }

    /// Whether only this machine can reach it.
    var isLocal: Bool {
        switch family {
        case AF_INET, AF_INET6:
            let host = host
            let isIPv4 = host.high == 0 && host.low >> 32 == 0xFFFF
            return isIPv4 ? host.low >> 24 & 0xFF == 127 : host.high == 0 && host.low == 1
        default: return true
        }
    }

    /// The address of a Unix socket; nil if its path is too long.
    init?(path: String) {
        let bytes = Array(path.utf8)
        guard bytes.count <= ListenAddress.pathLimit else { return nil }
        storage.ss_family = sa_family_t(AF_UNIX)
        let start = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2
        withUnsafeMutableBytes(of: &storage) { $0[start...].copyBytes(from: bytes) }
        length = socklen_t(start + bytes.count + 1)
    }

    /// The path of a Unix socket, empty if it has none; nil for other addresses.
    var path: String? {
        guard family == AF_UNIX else { return nil }
        let start = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2
        return withUnsafeBytes(of: storage) { bytes in
            String(decoding: bytes[start..<max(start, min(Int(length), bytes.count))].prefix { $0 != 0 }, as: UTF8.self)
        }
    }

    /// Whether it is the wildcard address.
    var isUnspecified: Bool { host.high == 0 && host.low == 0 }

    /// The host part, IPv4 written as IPv6 (`::ffff:a.b.c.d`).
    var host: Host {
        withUnsafeBytes(of: storage) { bytes in
            switch family {
            case AF_INET:
                let address = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
                return Host(high: 0, low: 0xFFFF_0000_0000 | UInt64(address))
            case AF_INET6:
                return Host(
                    high: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
                    low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)))
            default:
                return Host(high: 0, low: 0)
            }
        }
    }

    /// The address in digits with its port, or the path: `127.0.0.1:10155`, `[::1]:10155`, `unix:/run/exporter.sock`.
    var description: String {
        if let path { return ListenAddress.pathPrefix + path }
        return digits
    }

    private var digits: String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(NI_MAXHOST)) { host in
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(NI_MAXSERV)) { port in
                let status = withPointer {
                    getnameinfo(
                        $0, $1, host.baseAddress, socklen_t(host.count), port.baseAddress, socklen_t(port.count),
                        NI_NUMERICHOST | NI_NUMERICSERV)
                }
                guard status == 0, let host = host.baseAddress, let port = port.baseAddress else { return "unknown" }
                let name = String(cString: host)
                return (name.contains(":") ? "[\(name)]" : name) + ":" + String(cString: port)
            }
        }
    }

    /// The text form of an address of 4 or 16 bytes; nil for any other length.
    static func digits(ofHost bytes: [UInt8]) -> String? {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { text in
            let family = bytes.count == 4 ? AF_INET : AF_INET6
            return inet_ntop(family, bytes, text.baseAddress, socklen_t(text.count)).map { String(cString: $0) }
        }
    }

    func withPointer<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        withUnsafePointer(to: storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
        }
    }

    /// An address filled in by a system call, and the call's result.
    static func filled(
        by call: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
    ) -> (result: Int32, address: SocketAddress) {
        var address = SocketAddress()
        let result = withUnsafeMutablePointer(to: &address.storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { call($0, &address.length) }
        }
        return (result, address)
    }

    /// The address that a socket is bound to.
    static func local(of socket: Int32) throws(SystemError) -> SocketAddress {
        let (result, address) = filled { getsockname(socket, $0, $1) }
        _ = try SystemError.check("getsockname", result)
        return address
    }

    /// The addresses of a name or a literal, IPv4 first.
    static func resolve(
        _ host: String, port: UInt16, for wanted: ListenAddress
    ) throws(ListenerError) -> [SocketAddress] {
        var hints = addrinfo()
        hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        hints.ai_socktype = Int32(bitPattern: SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        // RFC 6761: this name is loopback everywhere, even on a machine whose hosts file lacks it.
        let host = host == "localhost" ? "127.0.0.1" : host
        let status = getaddrinfo(host, String(port), &hints, &list)
        guard status == 0 else {
            throw ListenerError(address: wanted.description, reason: String(cString: gai_strerror(status)))
        }
        defer { freeaddrinfo(list) }
        let found = sequence(first: list) { $0?.pointee.ai_next }.prefix { $0 != nil }.compactMap { entry in
            entry.flatMap { SocketAddress($0.pointee) }
        }
        return found.filter { $0.family == AF_INET } + found.filter { $0.family == AF_INET6 }
    }

    private init?(_ entry: addrinfo) {
        guard let source = entry.ai_addr, entry.ai_addrlen <= length else { return nil }
        length = entry.ai_addrlen
        withUnsafeMutableBytes(of: &storage) {
            $0.copyMemory(from: UnsafeRawBufferPointer(start: source, count: Int(entry.ai_addrlen)))
        }
    }
}
