import Foundation
import Synchronization
import TestSupport

/// A Datastream API on a real socket that handles commands as the test says, and counts the requests it gets.
///
/// It has one stream, projects/p/locations/l/streams/s, and answers one request per connection.
final class BackfillStandIn: Sendable {
    /// A request that came in.
    struct Asked: Sendable {
        var method: String
        /// The path after `/v1/projects/p/locations/l/streams/s`.
        var path: String
        var body: String
        var authorization: Bool
    }

    /// The reply to a request.
    enum Reply: Sendable {
        case json(String, status: Int = 200, headers: String = "")
        /// The connection is reset without a reply.
        case reset
        /// Nothing is sent until the client has gone.
        case silence
    }

    private struct State {
        var states: [String: String]
        var asked: [Asked] = []

        var commands: Int { asked.count { $0.method == "POST" } }
    }

    private let server: ScriptedServer
    private let state: Watched<State>

    /// A stand-in with objects in these states; `command` decides the reply to each POST.
    init(_ states: [String: String], _ command: @escaping @Sendable (BackfillStandIn, Asked) -> Reply) throws {
        let state = Watched(State(states: states))
        self.state = state
        let itself = Weak()
        server = try ScriptedServer { connection in
            guard let asked = Asked(connection), let standIn = itself.value else { return }
            state.change { $0.asked.append(asked) }
            switch asked.method == "POST" ? command(standIn, asked) : standIn.answer(asked.path) {
            case .json(let body, let status, let headers):
                let head = "HTTP/1.1 \(status) X\r\nContent-Type: application/json\r\nConnection: close\r\n"
                connection.send("\(head)Content-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)")
            case .reset: connection.reset()
            case .silence: connection.stall()
            }
        }
        itself.set(self)
    }

    /// The environment that points the program to this API.
    var environment: [String: String] {
        [
            "DATASTREAM_EXPORTER_GOOGLE_ENDPOINT": "http://127.0.0.1:\(server.port)", "GOOGLE_CLOUD_PROJECT": "p",
            "DATASTREAM_EXPORTER_GOOGLE_LOCATIONS": "l",
            "DATASTREAM_EXPORTER_DATASTREAM_MAX_REQUESTS_PER_MINUTE": "100000",
        ]
    }

    /// The paths of the commands received.
    var posts: [String] { state.value.asked.filter { $0.method == "POST" }.map(\.path) }
    var asked: [Asked] { state.value.asked }

    /// Sets the state of an object.
    func put(_ id: String, _ new: String) { state.change { $0.states[id] = new } }

    /// The object as the API writes it; its last start is a day later in the states ACTIVE and STOPPED.
    func wire(_ id: String) -> String {
        let name = "projects/p/locations/l/streams/s/objects/\(id)"
        let known = state.value.states[id] ?? "FAILED"
        let start = ["ACTIVE", "STOPPED"].contains(known) ? "2026-01-02T00:00:00Z" : "2026-01-01T00:00:00Z"
        return """
            {"name":"\(name)","displayName":"shop.\(id)",\
            "sourceObject":{"mysqlIdentifier":{"database":"shop","table":"\(id)"}},\
            "backfillJob":{"state":"\(known)","lastStartTime":"\(start)"}}
            """
    }

    /// Waits until this many commands have come.
    func commands(_ count: Int) async throws {
        try await state.wait(for: "\(count) commands") { $0.commands >= count }
    }

    private func answer(_ path: String) -> Reply {
        let ids = state.value.states.keys.sorted()
        if path == "/objects" { return .json("{\"streamObjects\":[\(ids.map(wire).joined(separator: ","))]}") }
        if path.isEmpty {
            return .json(#"{"name":"projects/p/locations/l/streams/s","sourceConfig":{"mysqlSourceConfig":{}}}"#)
        }
        let id = path.replacing("/objects/", with: "")
        return ids.contains(id) ? .json(wire(id)) : .json(#"{"error":{"code":404,"status":"NOT_FOUND"}}"#, status: 404)
    }

    /// Breaks the reference cycle between a script and the stand-in that owns it.
    private final class Weak: Sendable {
        private let standIn = Mutex<@Sendable () -> BackfillStandIn?>({ nil })

        var value: BackfillStandIn? { standIn.withLock { $0 }() }

        func set(_ new: BackfillStandIn) { standIn.withLock { $0 = { [weak new] in new } } }
    }
}

extension BackfillStandIn.Asked {
    /// Reads one request with its body; nil if the connection ends first.
    fileprivate init?(_ connection: borrowing ScriptedConnection) {
        guard let head = connection.readHead() else { return nil }
        let words = head.split(separator: " ", maxSplits: 2).map(String.init)
        let lines = head.lowercased().split(separator: "\r\n")
        let length = lines.first { $0.hasPrefix("content-length: ") }.flatMap { Int($0.dropFirst(16)) } ?? 0
        let body = length > 0 ? connection.read(length) : []
        guard body.count == length else { return nil }
        method = words[0]
        path = String(words[1].split(separator: "?")[0]).replacing("/v1/projects/p/locations/l/streams/s", with: "")
        self.body = String(decoding: body, as: UTF8.self)
        authorization = lines.contains { $0.hasPrefix("authorization: bearer ") }
    }
}
