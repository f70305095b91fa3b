internal import CommandLine
internal import Datastream
internal import GoogleAuth
internal import HTTPTransport
internal import Operating
internal import Polling
internal import System

extension Command {
    /// An operator command: `work` gets a session that can call the API.
    init(
        operator name: String, _ summary: String, operands: Operands, notes: String, examples: [String],
        flags: [any AnyFlag],
        work: @escaping @Sendable (OperatorSession, FlagValues) async throws(CommandFailure) -> ExitCode
    ) {
        self.init(
            name, summary, operands: operands, notes: notes, examples: examples,
            exitCodes: [.success, .runtimeFailure, .usage, .denied, .unknown, .precondition, .interrupted],
            flags: flags + Flags.operating
        ) { values, environment throws(CommandFailure) in
            let request = try OperatorRequest(values)
            let clock = SystemClock.live
            let run = OperatorRun(request, .live, clock: clock, signal: StopSignals.wait)
            let scope = ResourceScope(
                projects: try values.projects(environment),
                locations: try values.all(Flags.locations).filter { $0 != "-" })
            // Reports a wrong name before any request.
            for operand in values.operands { try scope.check(operand) }
            let endpoint = try Endpoint(values)
            let options = try CredentialOptions(values, endpoint: endpoint)
            let maximumRequests = try values.value(Flags.maximumRequests)
            let errorFormat = try values.optional(Flags.errorFormat)
            return try await run.interruptible { () async throws(CommandFailure) in
                let google: GoogleConnection
                do throws(GoogleConnection.Failure) {
                    google = try await .open(
                        options, connections: 16, clock: clock,
                        logger: Logger(level: .warn, format: .logfmt, clock: clock), environment: environment)
                } catch {
                    guard Task.isCancelled else { return run.failed(CommandFailure(error, none: .authentication)) }
                    return run.failed(CommandFailure(.unfinished, run.isTimeUp ? "the time is up" : "interrupted"))
                }
                defer { google.close() }
                let caller = APICaller(
                    endpoint: endpoint.url, errorFormat: errorFormat, maximumRequestsPerMinute: maximumRequests,
                    environment: APICaller.Environment(
                        send: run.sender(google.transport), tokens: google.credentials?.tokens, clock: clock))
                let session = OperatorSession(request, scope: scope, caller: caller, console: .live, run: run)
                return try await session.finish { session throws(CommandFailure) in try await work(session, values) }
            }
        }
    }
}

extension OperatorRequest {
    /// Reads the flags; a flag that the command does not have keeps its default.
    init(_ values: FlagValues) throws(CommandFailure) {
        self.init()
        operands = values.operands
        selector = ObjectFilter(
            tables: try values.all(Flags.tables), states: Set(try values.all(Flags.objectStateNames)),
            hasErrors: try values.value(Flags.errorsOnly))
        isJSON = try values.value(Flags.json)
        isDryRun = try values.value(Flags.dryRun)
        isConfirmed = try values.value(Flags.yes)
        toleratesAlready = try [values.value(Flags.ifNotRunning), values.value(Flags.ifRunning)].contains(true)
        awaitsEnd = try values.value(Flags.awaitEnd)
        interval = try values.value(Flags.lookInterval)
        timeout = try values.optional(Flags.timeout)
    }
}
