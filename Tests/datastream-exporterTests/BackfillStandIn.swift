import Foundation
import Synchronization

/// A Datastream API on a real socket that does with commands whatever a test says, and counts what it got.
///
/// It has one stream, projects/p/locations/l/streams/s, and answers one request a connection.
final class BackfillStandIn: Sendable {
    /// What came.
    struct Asked: Sendable {
        var method: String
        /// The path after `/v1/projects/p/locations/l/streams/s`.
        var path: String
        var body: String
        var authorization: Bool
    }

    /// What goes back.
    enum Reply: Sendable {
        case json(String, status: Int = 200, headers: String = "")
        /// The connection is reset without an answer.
        case reset
        /// Nothing goes back until the client is gone.
        case silence
    }

    private struct State {
        var states: [String: String] = [:]
        var asked: [Asked] = []
        var waiters: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    let port: UInt16
    private let listener: Int32
    private let state = Mutex(State())
    private let command: @Sendable (BackfillStandIn, Asked) -> Reply

    /// A stand-in with objects in states; `command` says what becomes of each POST.
    init(_ states: [String: String], _ command: @escaping @Sendable (BackfillStandIn, Asked) -> Reply) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) + listen(listener, 64) + getsockname(listener, $0, &length)
            }
        }
        guard listener >= 0, status == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
        self.listener = listener
        self.command = command
        port = UInt16(bigEndian: address.sin_port)
        state.withLock { $0.states = states }
        Thread.detachNewThread { [weak self] in
            defer { close(listener) }
            while true {
                let descriptor = accept(listener, nil, nil)
                guard descriptor >= 0, let self else { return }
                Thread.detachNewThread { self.serve(descriptor) }
            }
        }
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    /// What makes the program talk to it.
    var environment: [String: String] {
        [
            "DATASTREAM_EXPORTER_GOOGLE_ENDPOINT": "http://127.0.0.1:\(port)", "GOOGLE_CLOUD_PROJECT": "p",
            "DATASTREAM_EXPORTER_GOOGLE_LOCATIONS": "l",
            "DATASTREAM_EXPORTER_DATASTREAM_MAX_REQUESTS_PER_MINUTE": "100000",
        ]
    }

    /// The commands that came, as paths.
    var posts: [String] { state.withLock { $0.asked.filter { $0.method == "POST" }.map(\.path) } }
    var asked: [Asked] { state.withLock { $0.asked } }

    /// Brings an object to a state.
    func put(_ id: String, _ new: String) { state.withLock { $0.states[id] = new } }

    /// The object as the API writes it; its last start is a later one with every state but the first.
    func wire(_ id: String) -> String {
        let name = "projects/p/locations/l/streams/s/objects/\(id)"
        let known = state.withLock { $0.states[id] } ?? "FAILED"
        let start = ["ACTIVE", "STOPPED"].contains(known) ? "2026-01-02T00:00:00Z" : "2026-01-01T00:00:00Z"
        return """
            {"name":"\(name)","displayName":"shop.\(id)",\
            "sourceObject":{"mysqlIdentifier":{"database":"shop","table":"\(id)"}},\
            "backfillJob":{"state":"\(known)","lastStartTime":"\(start)"}}
            """
    }

    /// Waits until so many commands have come.
    func commands(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                let isThere = state.asked.count { $0.method == "POST" } >= count
                if !isThere { state.waiters.append((count, continuation)) }
                return isThere
            }
            if isThere { continuation.resume() }
        }
    }

    private func serve(_ descriptor: Int32) {
        defer { close(descriptor) }
        guard let asked = read(descriptor) else { return }
        let due = state.withLock { state in
            state.asked.append(asked)
            let count = state.asked.count { $0.method == "POST" }
            let due = state.waiters.filter { $0.count <= count }
            state.waiters.removeAll { $0.count <= count }
            return due
        }
        for waiter in due { waiter.continuation.resume() }
        switch asked.method == "POST" ? command(self, asked) : answer(asked.path) {
        case .json(let body, let status, let headers):
            let head = "HTTP/1.1 \(status) X\r\nContent-Type: application/json\r\nConnection: close\r\n"
            send(descriptor, "\(head)Content-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)")
        case .reset:
            var linger = linger(l_onoff: 1, l_linger: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
        case .silence:
            var byte: UInt8 = 0
            while recv(descriptor, &byte, 1, 0) > 0 {}
        }
    }

    private func answer(_ path: String) -> Reply {
        let ids = state.withLock { $0.states.keys.sorted() }
        if path == "/objects" { return .json("{\"streamObjects\":[\(ids.map(wire).joined(separator: ","))]}") }
        if path.isEmpty {
            return .json(#"{"name":"projects/p/locations/l/streams/s","sourceConfig":{"mysqlSourceConfig":{}}}"#)
        }
        let id = path.replacing("/objects/", with: "")
        return ids.contains(id) ? .json(wire(id)) : .json(#"{"error":{"code":404,"status":"NOT_FOUND"}}"#, status: 404)
    }

    private func read(_ descriptor: Int32) -> Asked? {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while !bytes.suffix(4).elementsEqual([13, 10, 13, 10]) {
            guard recv(descriptor, &byte, 1, 0) == 1 else { return nil }
            bytes.append(byte)
        }
        let head = String(decoding: bytes, as: UTF8.self)
        let words = head.split(separator: " ", maxSplits: 2).map(String.init)
        let lines = head.lowercased().split(separator: "\r\n")
        let length = lines.first { $0.hasPrefix("content-length: ") }.flatMap { Int($0.dropFirst(16)) } ?? 0
        var body = [UInt8](repeating: 0, count: length)
        if length > 0 { guard recv(descriptor, &body, length, Int32(MSG_WAITALL)) == length else { return nil } }
        let path = words[1].split(separator: "?")[0].replacing("/v1/projects/p/locations/l/streams/s", with: "")
        return Asked(
            method: words[0], path: String(path), body: String(decoding: body, as: UTF8.self),
            authorization: lines.contains { $0.hasPrefix("authorization: bearer ") })
    }

    private func send(_ descriptor: Int32, _ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
