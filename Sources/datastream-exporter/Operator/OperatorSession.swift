internal import CommandLine
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
    ) async throws(CommandFailure) -> ExitCode {
        let run = try OperatorRun(values, console, clock: .live)
        let scope = try ResourceScope(values, environment: environment)
        // A name that cannot be right is found before any request.
        for operand in values.operands { try scope.check(operand) }
        let endpoint = try Endpoint(values)
        let options = try CredentialOptions(values, endpoint: endpoint)
        let maximumRequests = try values.value(Flags.maximumRequests)
        let errorFormat = try values.optional(Flags.errorFormat)
        return try await run.interruptible { () async throws(CommandFailure) in
            let google: GoogleConnection
            switch await open(options, run.clock, environment) {
            case .success(let found): google = found
            case .failure where Task.isCancelled:
                return run.failed(run.isTimeUp ? "the time is up" : "interrupted", .unknown)
            case .failure(let failure):
                let failure = CommandFailure(failure, none: .denied)
                return run.failed(failure.text, failure.exitCode)
            }
            defer { google.close() }
            let caller = APICaller(
                endpoint: endpoint.url, errorFormat: errorFormat, maximumRequestsPerMinute: maximumRequests,
                environment: APICaller.Environment(
                    send: sender(google.transport, run), tokens: google.credentials?.tokens, clock: run.clock))
            let client = OperatorClient(caller, clock: run.clock)
            let session = OperatorSession(
                values: values, scope: scope, client: client,
                backfills: BackfillOperator(client, clock: run.clock, shield: run.shield), console: console, run: run)
            return try await session.finish(work)
        }
    }

    /// Finds credentials; there is no more than one call at a time.
    private static func open(
        _ options: CredentialOptions?, _ clock: SystemClock, _ environment: [String: String]
    ) async -> Result<GoogleConnection, GoogleConnection.Failure> {
        let logger = Logger(level: .warn, format: .logfmt, clock: clock)
        return await Result { () async throws(GoogleConnection.Failure) in
            try await .open(options, connections: 16, clock: clock, logger: logger, environment: environment)
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
    ) async throws(CommandFailure) -> ExitCode {
        do throws(CommandFailure) {
            return ExitCode(try await work(self))
        } catch {
            progress.clear()
            if error.exitCode == .usage { throw error }
            guard Task.isCancelled else { return run.failed(error.text, error.exitCode) }
            return run.isTimeUp ? run.failed(timeIsUp, .unknown) : .interrupted
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

/// Does a call whose failure ends the command.
func call<Value: Sendable>(_ body: () async throws(CallProblem) -> Value) async throws(CommandFailure) -> Value {
    do throws(CallProblem) { return try await body() } catch { throw CommandFailure(error) }
}

extension CommandFailure {
    init(_ problem: CallProblem) { self.init(ExitCode(problem.severity), problem.text) }
}

extension ExitCode {
    /// The worst that became of an operator's command.
    init(_ severity: Severity) {
        self =
            switch severity {
            case .none: .success
            case .failure: .runtimeFailure
            case .precondition: .precondition
            case .access: .denied
            case .unknown: .unknown
            }
    }
}
