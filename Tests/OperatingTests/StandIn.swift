import Datastream
import Foundation
import HTTPTransport
import Notation
import Polling
import Synchronization
import System
import TestSupport

@testable import Operating

/// An in-memory API with a stream of objects; a script sets the responses to commands, and every request is counted.
final class StandIn: Sendable {
    /// The effect of a command and its response.
    enum Answer {
        /// It takes effect and gets its response.
        case done
        /// It takes effect, and the response is lost.
        case lost(TransportError.Kind)
        /// It has no effect and gets this response.
        case answer(Int, String, HTTPHeaders = [:])
        /// It has no effect and gets no response. The error says whether the request was sent.
        case failure(TransportError)
    }

    typealias Script = @Sendable (_ id: String, _ tries: Int) -> Answer

    private struct State {
        var objects: [String: StreamObject] = [:]
        var order: [String] = []
        var posts: [String] = []
        var bodies: [String] = []
        var tries: [String: Int] = [:]
        var gets = 0
        var tick: Int64 = 100
        var script: Script = { _, _ in .done }
        var onListing: (@Sendable (Int) -> [StreamObject]?)?
        var onGet: (@Sendable (String) -> (Int, String)?)?
        var listings = 0
    }

    private let state: Mutex<State>

    init(_ objects: [StreamObject], _ script: @escaping Script = { _, _ in .done }) {
        var state = State()
        for object in objects {
            state.objects[object.id] = object
            state.order.append(object.id)
        }
        state.script = script
        self.state = Mutex(state)
    }

    /// Sets what the listing with the given number shows instead of the current objects.
    func onListing(_ body: @escaping @Sendable (Int) -> [StreamObject]?) { state.withLock { $0.onListing = body } }

    /// Sets the response to reading an object.
    func onGet(_ body: @escaping @Sendable (String) -> (Int, String)?) { state.withLock { $0.onGet = body } }

    /// The received commands, such as `start a`.
    var posts: [String] { state.withLock { $0.posts } }
    var bodies: [String] { state.withLock { $0.bodies } }
    var gets: Int { state.withLock { $0.gets } }
    var listings: Int { state.withLock { $0.listings } }

    func put(_ object: StreamObject) { state.withLock { $0.objects[object.id] = object } }

    private func send(_ request: TransportRequest) throws(TransportError) -> TransportResponse {
        let path = request.url.split(separator: "?")[0]
        let last = String(path.split(separator: "/").last ?? "")
        if case .get = request.method { return last == "objects" ? list() : get(last) }
        let parts = last.split(separator: ":").map(String.init)
        if parts[0] == "objects" {
            state.withLock { $0.bodies.append(String(decoding: request.body, as: UTF8.self)) }
            return get(state.withLock { $0.order[0] })
        }
        return try command(parts[1] == "startBackfillJob" ? "start" : "stop", parts[0], request.body)
    }

    private func list() -> TransportResponse {
        let objects = state.withLock { state in
            state.listings += 1
            return state.onListing?(state.listings) ?? state.order.compactMap { state.objects[$0] }
        }
        return .json("{\"streamObjects\":[\(objects.map(\.wire).joined(separator: ","))]}")
    }

    private func get(_ id: String) -> TransportResponse {
        let (object, other) = state.withLock { state in
            state.gets += 1
            return (state.objects[id], state.onGet?(id))
        }
        if let other { return .json(other.1, status: other.0) }
        return object.map { .json($0.wire) } ?? .json(#"{"error":{"code":404,"status":"NOT_FOUND"}}"#, status: 404)
    }

    private func command(_ verb: String, _ id: String, _ body: [UInt8]) throws(TransportError) -> TransportResponse {
        let (answer, object) = state.withLock { state -> (Answer, StreamObject?) in
            state.posts.append("\(verb) \(id)")
            state.bodies.append(String(decoding: body, as: UTF8.self))
            state.tries["\(verb) \(id)", default: 0] += 1
            let answer = state.script(id, state.tries["\(verb) \(id)", default: 0])
            switch answer {
            case .done, .lost:
                state.tick += 1
                let object = state.objects[id]
                let job =
                    verb == "start"
                    ? BackfillJob(state: .active, trigger: .manual, lastStartTime: time(state.tick))
                    : BackfillJob(
                        state: .stopped, trigger: .manual, lastStartTime: object?.backfillJob?.lastStartTime)
                state.objects[id] = object?.with(backfillJob: job, errors: object?.errors ?? [])
            case .answer, .failure: break
            }
            return (answer, state.objects[id])
        }
        switch answer {
        case .done: return .json("{\"object\":\(object?.wire ?? "{}")}")
        case .lost(let kind): throw TransportError(kind, "the connection broke", requestMayHaveBeenSent: true)
        case .answer(let status, let body, let headers): return .json(body, status: status, headers: headers)
        case .failure(let error): throw error
        }
    }

    /// Creates a client of this API on a clock that jumps.
    func client(_ clock: TestClock = TestClock(start: time(0)), perMinute: Int = 1_000_000) -> OperatorClient {
        OperatorClient(caller(clock, perMinute: perMinute), clock: clock.clock)
    }

    private func caller(_ clock: TestClock, perMinute: Int) -> APICaller {
        APICaller(
            endpoint: "https://api.test", maximumRequestsPerMinute: perMinute,
            environment: APICaller.Environment(
                send: { request throws(TransportError) in try self.send(request) }, tokens: nil, clock: clock.clock))
    }

    /// Creates a command session on this API, on a clock that jumps.
    func session(_ request: OperatorRequest, _ console: Console, _ clock: TestClock = TestClock(start: time(0)))
        -> OperatorSession
    {
        OperatorSession(
            request, scope: ResourceScope(projects: ["p"], locations: ["l"]),
            caller: caller(clock, perMinute: 1_000_000), console: console,
            run: OperatorRun(request, console, clock: clock.clock, signal: {}))
    }

    /// Creates an operator of this API on a clock that jumps.
    func backfills(_ clock: TestClock = TestClock(start: time(0)), perMinute: Int = 1_000_000) -> BackfillOperator {
        BackfillOperator(client(clock, perMinute: perMinute), clock: clock.clock, shield: Shield())
    }
}

extension TransportResponse {
    static func json(_ body: String, status: Int = 200, headers: HTTPHeaders = [:]) -> TransportResponse {
        TransportResponse(status: status, headers: headers, body: Array(body.utf8))
    }
}

extension StreamObject {
    /// The object as the API writes it.
    var wire: String {
        let source = sourceObject.map {
            #""sourceObject":{"mysqlIdentifier":{"database":"\#($0.namespace)","table":"\#($0.table)"}}"#
        }
        let job = backfillJob.map { job in
            let times = [("lastStartTime", job.lastStartTime), ("lastEndTime", job.lastEndTime)].compactMap {
                key, time in
                time.map { #","\#(key)":"\#(Date(timeIntervalSince1970: Double($0.seconds)).ISO8601Format())""# }
            }
            return #""backfillJob":{"state":"\#(job.state.rawValue)","trigger":"MANUAL"\#(times.joined())}"#
        }
        let fields = [#""name":"\#(stream)/objects/\#(id)""#, source, job].compactMap { $0 }
        return "{\(fields.joined(separator: ","))}"
    }
}
