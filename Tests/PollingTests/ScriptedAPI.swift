import Datastream
import GoogleAuth
import HTTPTransport
import Notation
import Synchronization
import System
import TestSupport

@testable import Polling

/// An in-memory API: responds by path and records the requests.
final class ScriptedAPI: Sendable {
    typealias Answer = @Sendable (_ asked: Asked) async throws(TransportError) -> TransportResponse

    /// A recorded request.
    struct Asked: Sendable {
        let path: String
        let query: [String: String]
        let authorization: String?
        /// How many times the same target was requested before.
        let repeats: Int

        var pageToken: String? { query["pageToken"] }
    }

    private struct State {
        var answers: [String: Answer] = [:]
        var asked: [Asked] = []
        var targets: [String: Int] = [:]
    }

    private let state = Mutex(State())

    /// Sets the response of a path from now on.
    func on(_ path: String, _ answer: @escaping Answer) { state.withLock { $0.answers[path] = answer } }

    /// Sets the response body of a path.
    func on(_ path: String, _ body: String) { on(path) { _ in .json(body) } }

    /// All requests so far, as path and page token.
    var log: [String] {
        state.withLock { $0.asked.map { $0.path + ($0.pageToken.map { "#\($0)" } ?? "") } }
    }

    /// All requests so far.
    var asked: [Asked] { state.withLock { $0.asked } }

    func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
        let target = request.url.replacing("https://api.test/v1/", with: "")
        let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
        var query: [String: String] = [:]
        for field in parts.dropFirst().joined().split(separator: "&") {
            let pair = field.split(separator: "=", maxSplits: 1).map(String.init)
            query[pair[0]] = pair.count > 1 ? pair[1] : ""
        }
        let (asked, answer) = state.withLock { state in
            let asked = Asked(
                path: parts[0], query: query, authorization: request.headers["authorization"],
                repeats: state.targets[target, default: 0])
            state.targets[target, default: 0] += 1
            state.asked.append(asked)
            return (asked, state.answers[parts[0]])
        }
        guard let answer else { return .json(#"{"error":{"code":404,"status":"NOT_FOUND"}}"#, status: 404) }
        return try await answer(asked)
    }

    /// Creates a caller of this API.
    func caller(
        clock: SystemClock = TestClock().clock, perMinute: Int = 1_000_000, tokens: AccessTokens? = nil
    ) -> APICaller {
        APICaller(
            endpoint: "https://api.test", maximumRequestsPerMinute: perMinute,
            environment: APICaller.Environment(
                send: { request throws(TransportError) in try await self.send(request) }, tokens: tokens, clock: clock))
    }
}

extension TransportResponse {
    static func json(_ body: String, status: Int = 200, headers: HTTPHeaders = [:]) -> TransportResponse {
        TransportResponse(status: status, headers: headers, body: Array(body.utf8))
    }
}
