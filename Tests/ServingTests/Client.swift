import CEpoll
import Glibc
import System

@testable import Serving

/// A blocking client on a real socket; the test decides which bytes to send and to read.
final class Client: Sendable {
    let descriptor: FileDescriptor

    struct Failure: Error { var call: String }

    /// Connects to `127.0.0.1:port`, giving up on any read after five minutes.
    init(_ address: String, receiveBuffer: Int32? = nil) throws {
        let port = try ListenAddress(parsing: address).port
        let number = socket(AF_INET, Int32(bitPattern: SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard number >= 0 else { throw Failure(call: "socket") }
        descriptor = FileDescriptor(owning: number)
        if let receiveBuffer { try descriptor.setOption(SOL_SOCKET, SO_RCVBUF, receiveBuffer) }
        try descriptor.setOption(SOL_SOCKET, SO_RCVTIMEO, timeval(tv_sec: 300, tv_usec: 0))
        var peer = sockaddr_in()
        peer.sin_family = sa_family_t(AF_INET)
        peer.sin_port = port.bigEndian
        peer.sin_addr.s_addr = inet_addr("127.0.0.1")
        let result = withUnsafePointer(to: peer) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Failure(call: "connect") }
    }

    func send(_ text: String) {
        _ = Array(text.utf8).withUnsafeBytes {
            Glibc.send(descriptor.number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
    }

    func endSending() { descriptor.endSending() }

    /// The result of one read; empty at the end, nil after a reset or five minutes of silence.
    func read(upTo count: Int = 65536) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: count)
        guard case .moved(let count) = descriptor.receive(into: &buffer) else { return nil }
        return Array(buffer.prefix(count))
    }

    /// All bytes until the peer ends or resets the connection, and which of the two it was.
    func readToEnd() -> (bytes: [UInt8], wasReset: Bool) {
        var all: [UInt8] = []
        while true {
            guard let bytes = read() else { return (all, true) }
            if bytes.isEmpty { return (all, false) }
            all += bytes
        }
    }

    /// Reads text until it ends with the suffix; returns less if the peer ends first.
    func read(untilSuffix suffix: String) -> String {
        var all: [UInt8] = []
        while !all.suffix(suffix.utf8.count).elementsEqual(suffix.utf8), let bytes = read(), !bytes.isEmpty {
            all += bytes
        }
        return String(decoding: all, as: UTF8.self)
    }

    /// Sends one GET on a connection that stays open; the response body ends with the suffix.
    func get(_ path: String, endsIn suffix: String) -> String {
        send("GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
        return read(untilSuffix: suffix)
    }
}
