import HTTPTransport
import Notation
import Synchronization
import System
import TestSupport

@testable import GoogleAuth

/// The outside world in memory: servers that answer by a part of the URL, files, programs, and a clock that jumps.
final class Outside: Sendable {
    typealias Answer = @Sendable (TransportRequest) async throws(TransportError) -> TransportResponse

    private struct State {
        var answers: [(part: String, answer: Answer)] = []
        var sent: [TransportRequest] = []
        var runs: [ProgramRun] = []
    }

    private let state = Mutex(State())
    private let output = Mutex<Result<[UInt8], ProgramRun.Problem>>(.failure(ProgramRun.Problem("no program")))
    let variables: [String: String]
    private let time: TestClock

    /// By default, a sleep of a minute or longer is a caller's timeout, which must not expire while others still work.
    init(_ variables: [String: String] = [:], sleep: TestClock.Sleep = .jumpsWithin(.seconds(60))) {
        self.variables = variables
        time = TestClock(sleep, start: Timestamp(seconds: 1_699_999_000), uptime: .seconds(1_000))
    }

    /// Sets the answer for URLs that contain a part, from now on.
    ///
    /// The latest setting takes precedence.
    func on(_ part: String, _ answer: @escaping Answer) { state.withLock { $0.answers.insert((part, answer), at: 0) } }

    /// Sets an answer with the given body.
    func on(_ part: String, _ body: String, status: Int = 200, headers: HTTPHeaders = [:]) {
        on(part) { _ in TransportResponse(status: status, headers: headers, body: Array(body.utf8)) }
    }

    /// Sets the output of every program.
    func writes(_ text: String) { output.withLock { $0 = .success(Array(text.utf8)) } }

    /// Sets how every program fails.
    func failsToRun(_ reason: String) { output.withLock { $0 = .failure(ProgramRun.Problem(reason)) } }

    var sent: [TransportRequest] { state.withLock { $0.sent } }
    var runs: [ProgramRun] { state.withLock { $0.runs } }
    var slept: [Duration] { time.jumps }
    var now: Int64 { time.now.seconds }
    var clock: SystemClock { time.clock }

    func advance(by duration: Duration) { time.advance(by: duration) }

    var environment: AuthEnvironment {
        AuthEnvironment(
            variables: variables,
            send: { request throws(TransportError) in
                let answer = self.state.withLock { state in
                    state.sent.append(request)
                    return state.answers.first { request.url.contains($0.part) }?.answer
                }
                guard let answer else { throw TransportError(.connect, "nobody is there") }
                return try await answer(request)
            },
            run: { program throws(ProgramRun.Problem) in
                self.state.withLock { $0.runs.append(program) }
                return try self.output.withLock { $0 }.get()
            }, clock: clock)
    }

    var client: TokenClient { TokenClient(environment: environment) }
}

extension TransportRequest {
    var text: String { String(decoding: body, as: UTF8.self) }
}
