import HTTPTransport
import Notation
import Synchronization
import System

@testable import GoogleAuth

/// The outside world in memory: servers that answer by a part of the URL, files, programs, and a clock that jumps.
final class Outside: Sendable {
    typealias Answer = @Sendable (TransportRequest) async throws(TransportError) -> TransportResponse

    private struct State {
        var answers: [(part: String, answer: Answer)] = []
        var sent: [TransportRequest] = []
        var runs: [ProgramRun] = []
        var uptime = Duration.seconds(1_000)
        var slept: [Duration] = []
        var now: Int64 = 1_700_000_000
    }

    private let state = Mutex(State())
    private let output = Mutex<Result<[UInt8], ProgramRun.Problem>>(.failure(ProgramRun.Problem("no program")))
    let variables: [String: String]
    private let isImpatient: Bool

    /// A wait this long or longer is a caller's timeout.
    static let patience = Duration.seconds(60)

    init(_ variables: [String: String] = [:], isImpatient: Bool = false) {
        self.variables = variables
        self.isImpatient = isImpatient
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
    var slept: [Duration] { state.withLock { $0.slept } }
    private var uptime: Duration { state.withLock { $0.uptime } }
    var now: Int64 { state.withLock { $0.now } }

    func advance(by duration: Duration) {
        state.withLock { state in
            state.uptime += duration
            state.now += duration.components.seconds
        }
    }

    var clock: SystemClock {
        SystemClock(
            uptime: { self.uptime }, now: { Timestamp(seconds: self.now) },
            sleep: { moment throws(CancellationError) in
                let duration = moment - self.uptime
                if Task.isCancelled { throw CancellationError() }
                // A caller's timeout must not expire while other tasks are still working.
                if duration >= Self.patience, !self.isImpatient {
                    do { try await Task.sleep(for: .seconds(3_600)) } catch { throw CancellationError() }
                }
                self.state.withLock { $0.slept.append(duration) }
                self.advance(by: duration)
            },
            random: { 0.5 })
    }

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
