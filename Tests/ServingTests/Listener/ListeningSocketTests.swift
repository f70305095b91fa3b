import Testing

@testable import Serving

@Suite struct ListeningSocketTests {
    @Test func `port 0 becomes a real port, and nobody waits at first`() throws {
        let socket = try ListeningSocket(ListenAddress(parsing: "127.0.0.1:0"))
        #expect(try ListenAddress(parsing: socket.address).port != 0)
        let isEmpty = try socket.accept() == nil
        #expect(isEmpty)
    }

    @Test func `an accepted peer has its address`() throws {
        let socket = try ListeningSocket(ListenAddress(parsing: "127.0.0.1:0"))
        let client = try Client(socket.address)
        let accepted = try socket.accept()?.peer
        #expect(try accepted == SocketAddressTests.resolve("127.0.0.1", 0).first?.host)
        client.endSending()
    }

    @Test func `another machine's address is refused by name`() {
        let error = ListenerError(address: "192.0.2.1:0", reason: "Cannot assign requested address")
        #expect(throws: error) { try ListeningSocket(ListenAddress(parsing: "192.0.2.1:0")) }
    }
}
