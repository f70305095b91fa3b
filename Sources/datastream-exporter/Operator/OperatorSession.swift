internal import Datastream
internal import GoogleAuth
internal import HTTPTransport
internal import Notation
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
    let run: OperatorRun

    /// Does a command's work, and gives the exit code.
    static func run(
        _ values: FlagValues, _ environment: [String: String], console: Console = .live,
        _ work: @escaping @Sendable (OperatorSession) async throws(CommandFailure) -> Severity
    ) async -> ExitCode {
        do throws(UsageError) {
            let run = try OperatorRun(values, console, clock: .live)
            let scope = try ResourceScope(values, environment: environment)
            // A name that cannot be one is found before anything is asked of anybody.
            for operand in values.operands { try scope.check(operand) }
            let endpoint = try Endpoint(values)
            let options = try CredentialOptions(values, endpoint: endpoint)
            let maximumRequests = try values.value(Flags.maximumRequests)
            let errorFormat = try values.optional(Flags.errorFormat)
            return await run.interruptible {
                let access: Access
                switch await open(options, run.clock, environment) {
                case .success(let found): access = found
                case .failure(let failure): return run.failed(failure)
                }
                defer { access.close() }
                let caller = APICaller(
                    endpoint: endpoint.url, errorFormat: errorFormat, maximumRequestsPerMinute: maximumRequests,
                    environment: APICaller.Environment(
                        send: sender(access.transport, run), tokens: access.credentials?.tokens, clock: run.clock))
                let client = OperatorClient(caller, clock: run.clock)
                let session = OperatorSession(
                    values: values, scope: scope, client: client,
                    backfills: BackfillOperator(client, clock: run.clock, shield: run.shield), console: console,
                    run: run)
                return await session.finish(work)
            }
        } catch {
            return Command.refused(error)
        }
    }

    /// Finds credentials; there is no more than one call at a time.
    private static func open(
        _ options: CredentialOptions?, _ clock: SystemClock, _ environment: [String: String]
    ) async -> Result<Access, Access.Failure> {
        let logger = Logger(level: .warn, format: .logfmt, clock: clock)
        return await Result { () async throws(Access.Failure) in
            try await Access.open(options, connections: 16, clock: clock, logger: logger, environment: environment)
        }
    }

    /// Sends requests; one that may change something is not cut off by the first signal, and a wait is announced.
    private static func sender(
        _ transport: HTTPTransport, _ run: OperatorRun
    ) -> @Sendable (TransportRequest) async throws(TransportError) -> TransportResponse {
        { request throws(TransportError) in
            func announced(_ response: TransportResponse) -> TransportResponse {
                if response.status == 429 {
                    let wait = response.retryAfter(now: Int(SystemClock.live.now().seconds)).map(
                        PrometheusDuration.text)
                    let called = request.url.split(separator: "/v1/", maxSplits: 1).last ?? ""
                    let name = called.prefix { $0 != "?" }
                    run.say("\(name): the quota is used up; waiting \(wait ?? "a little") for the API")
                }
                return response
            }
            if case .get = request.method { return announced(try await transport.send(request)) }
            let result = await run.shield.run { () async -> Result<TransportResponse, TransportError> in
                do throws(TransportError) { return .success(try await transport.send(request)) } catch {
                    return .failure(error)
                }
            }
            return announced(try result.get())
        }
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
            case .problem where run.isTimeUp && Task.isCancelled: return run.failed(timeIsUp, .unknown)
            case .problem where Task.isCancelled: return .interrupted
            case .problem(let problem): return run.failed(problem.text, ExitCode(problem.severity))
            }
        }
    }

    /// That the time is up, and for what: the operands are checked by then.
    private var timeIsUp: String {
        let names = values.operands.compactMap { operand in
            ResourceScope.isObject(operand)
                ? (try? scope.object(operand)).map { "\($0)" } : (try? scope.stream(operand)).map { "\($0)" }
        }
        return "\(Self.few(names)): the time is up"
    }

    /// The streams of these objects, each once, as a line names them.
    static func streams(of objects: some Sequence<ObjectName>) -> String {
        few(Set(objects.map(\.stream)).sorted().map { "\($0)" })
    }

    /// The first of many names, and how many more there are.
    private static func few(_ names: [String]) -> String {
        let more = names.count > 3 ? " and \(names.count - 3) more" : ""
        return names.prefix(3).joined(separator: ", ") + more
    }

    var progress: ProgressLine { run.progress }
    var clock: SystemClock { run.clock }

    /// Says something in a line on standard error, under the program's name.
    func say(_ text: String) { run.say(text) }
}

extension OperatorRun {
    /// Says why there is no way to the API.
    fileprivate func failed(_ failure: Access.Failure) -> ExitCode {
        switch failure {
        case _ where Task.isCancelled: failed(isTimeUp ? "the time is up" : "interrupted", .unknown)
        case .broken(let text): failed(text, .usage)
        case .missing(let text), .unreachable(let text): failed(text, .runtimeFailure)
        case .none(let text): failed(text, .denied)
        }
    }
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
