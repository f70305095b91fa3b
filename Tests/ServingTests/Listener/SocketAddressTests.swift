import Testing

@testable import Serving

@Suite struct SocketAddressTests {
    static func resolve(_ host: String, _ port: UInt16) throws -> [SocketAddress] {
        try SocketAddress.resolve(host, port: port, for: ListenAddress(parsing: ":0"))
    }

    @Test func `an address prints as it is usually written`() throws {
        #expect(try Self.resolve("127.0.0.1", 80).map(\.description) == ["127.0.0.1:80"])
        #expect(try Self.resolve("::1", 80).map(\.description) == ["[::1]:80"])
        #expect(try Self.resolve("::", 1).map(\.isUnspecified) == [true])
    }

    @Test func `a peer is the same host over IPv4 and IPv6`() throws {
        #expect(try Self.resolve("192.0.2.1", 1).map(\.host) == Self.resolve("::ffff:192.0.2.1", 2).map(\.host))
        #expect(try Self.resolve("192.0.2.1", 1).map(\.host) != Self.resolve("192.0.2.2", 1).map(\.host))
    }

    @Test func `a name that does not resolve is refused with the requested address`() {
        #expect { try Self.resolve("no such host", 1) } throws: { ($0 as? ListenerError)?.address == ":0" }
    }
}
