internal import Datastream
internal import GoogleAuth
internal import HTTPTransport
internal import Operating
internal import Polling
internal import System

/// What an operator's command works with.
struct OperatorSession: Sendable {
    let values: FlagValues
    let scope: ResourceScope
    let client: OperatorClient
    let backfills: BackfillOperator
    let console: Console
    let progress: ProgressLine
    let clock: PollClock

    /// Does a command's work, and gives the exit code; a first signal lets the call under way come to its answer, a second
    /// ends it.
    static func run(
        _ values: FlagValues, _ environment: [String: String], console: Console = .live,
        _ work: @escaping @Sendable (OperatorSession) async throws(CommandFailure) -> Severity
    ) async -> ExitCode {
        let access: Access
        let session: OperatorSession
        let shield = Shield()
        do throws(UsageError) {
            let scope = try ResourceScope(values, environment: environment)
            let endpoint = try Endpoint(values)
            let options = try CredentialOptions(values, endpoint: endpoint)
            let clock = PollClock.live
            let progress = ProgressLine(console)
            let logger = Logger(level: .warn, format: .logfmt, clock: clock)
            switch await Self.open(options, clock, logger, environment) {
            case .success(let found): access = found
            case .failure(.broken(let text)): throw UsageError(text)
            case .failure(.missing(let text)), .failure(.unreachable(let text)):
                return Command.refused(.runtime(text))
            case .failure(.none(let text)):
                standardError("datastream-exporter: \(text)\n")
                return .denied
            }
            let caller = APICaller(
                endpoint: endpoint.url, maximumRequestsPerMinute: try values.value(Flags.maximumRequests),
                environment: APICaller.Environment(
                    send: sender(access.transport, shield, progress), tokens: access.credentials?.tokens, clock: clock))
            let client = OperatorClient(caller, clock: clock)
            session = OperatorSession(
                values: values, scope: scope, client: client,
                backfills: BackfillOperator(client, clock: clock, shield: shield), console: console,
                progress: progress, clock: clock)
        } catch {
            return Command.refused(error)
        }
        defer { access.close() }
        return await session.interruptible(shield, work)
    }

    /// Finds credentials; there is no more than one call at a time.
    private static func open(
        _ options: CredentialOptions, _ clock: PollClock, _ logger: Logger, _ environment: [String: String]
    ) async -> Result<Access, Access.Failure> {
        await Result { () async throws(Access.Failure) in
            try await Access.open(options, connections: 16, clock: clock, logger: logger, environment: environment)
        }
    }

    /// Sends requests; one that may change something is not cut off by the first signal, and a wait is announced.
    private static func sender(
        _ transport: HTTPTransport, _ shield: Shield, _ progress: ProgressLine
    ) -> @Sendable (TransportRequest) async throws(TransportError) -> TransportResponse {
        { request throws(TransportError) in
            func announced(_ response: TransportResponse) -> TransportResponse {
                if response.status == 429 {
                    let wait = response.retryAfter(now: Int(PollClock.live.now().seconds)).map(PrometheusDuration.text)
                    progress.note(
                        "datastream-exporter: the quota is used up; waiting \(wait ?? "a little") for the API\n")
                }
                return response
            }
            if case .get = request.method { return announced(try await transport.send(request)) }
            let result = await shield.run { () async -> Result<TransportResponse, TransportError> in
                do throws(TransportError) { return .success(try await transport.send(request)) } catch {
                    return .failure(error)
                }
            }
            return announced(try result.get())
        }
    }

    private func interruptible(
        _ shield: Shield, _ work: @escaping @Sendable (OperatorSession) async throws(CommandFailure) -> Severity
    ) async -> ExitCode {
        let task = Task { await finish(work) }
        let watch = Task {
            await StopSignals.wait()
            if Task.isCancelled { return }
            say("stopping; a command under way still gets its answer, or is left when you press again")
            task.cancel()
            await StopSignals.wait()
            if !Task.isCancelled { shield.drop() }
        }
        let code = await task.value
        watch.cancel()
        return task.isCancelled ? .interrupted : code
    }

    private func finish(
        _ work: @Sendable (OperatorSession) async throws(CommandFailure) -> Severity
    ) async -> ExitCode {
        do throws(CommandFailure) {
            return ExitCode(try await work(self))
        } catch {
            progress.clear()
            switch error {
            case .usage(let error): return Command.refused(error)
            case .problem(let problem):
                if !Task.isCancelled { say(problem.text) }
                return ExitCode(problem.severity)
            }
        }
    }

    /// Says something in a line on standard error, under the program's name.
    func say(_ text: String) { progress.note("datastream-exporter: \(text)\n") }
}

/// Why a command could not do its work.
enum CommandFailure: Error {
    /// It was called wrongly.
    case usage(UsageError)
    /// A call failed.
    case problem(CallProblem)
}

extension ExitCode {
    /// How the program ends when this is the worst that happened.
    init(_ severity: Severity) {
        switch severity {
        case .none: self = .success
        case .failure: self = .runtimeFailure
        case .precondition: self = .precondition
        case .access: self = .denied
        case .unknown: self = .unknown
        }
    }
}

/// Does what may find the command line wrong.
func usage<Value: Sendable>(_ body: () throws(UsageError) -> Value) throws(CommandFailure) -> Value {
    do throws(UsageError) { return try body() } catch { throw .usage(error) }
}

/// Does a call whose failure ends the command.
func call<Value: Sendable>(_ body: () async throws(CallProblem) -> Value) async throws(CommandFailure) -> Value {
    do throws(CallProblem) { return try await body() } catch { throw .problem(error) }
}
