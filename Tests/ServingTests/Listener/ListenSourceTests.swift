import CEpoll
import Glibc
import System
import TestSupport
import Testing

@testable import Serving

@Suite struct ListenSourceTests {
    @Test(arguments: [("1", 3..<4), ("2", 3..<5)])
    func `systemd's descriptors start at 3`(count: String, range: Range<Int32>) throws {
        #expect(try ListenSource.inherited(["LISTEN_PID": "42", "LISTEN_FDS": count], process: 42) == range)
    }

    @Test(arguments: [
        [:], ["LISTEN_FDS": "1"], ["LISTEN_PID": "42"], ["LISTEN_PID": "41", "LISTEN_FDS": "1"],
        ["LISTEN_PID": "42", "LISTEN_FDS": "0"], ["LISTEN_PID": "42", "LISTEN_FDS": "-1"],
        ["LISTEN_PID": "42", "LISTEN_FDS": "2147483647"], ["LISTEN_PID": "42", "LISTEN_FDS": "x"],
    ])
    func `descriptors meant for another process are ignored`(environment: [String: String]) {
        #expect(throws: ListenerError.self) { try ListenSource.inherited(environment, process: 42) }
    }

    @Test func `one listener serves several addresses`() throws {
        let folder = try Folder()
        var addresses: [ListenAddress] = []
        for text in ["127.0.0.1:0", "[::1]:0", "unix:\(folder.path)/a.sock"] {
            addresses.append(try ListenAddress(parsing: text))
        }
        let listener = try Listener(
            .addresses(addresses), routes: { _ in Route { _ in HTTPResponse(body: HTTPBody("fine")) } })
        #expect(!listener.isExposed)
        #expect(listener.addresses.map { $0.prefix(5) } == ["127.0", "[::1]", "unix:"])
        #expect(try Listener(addresses: [ListenAddress(parsing: ":0")], routes: { _ in nil }).isExposed)
    }

    @Test func `a socket that does not listen is refused`() throws {
        let number = socket(AF_INET, Int32(bitPattern: SOCK_STREAM.rawValue), 0)
        #expect(throws: SystemError.self) { try ListeningSocket(inheriting: FileDescriptor(owning: number)) }
    }
}
