package import CommandLine
internal import Datastream
package import Polling
internal import System

/// The execution of one operator command.
package struct OperatorSession: Sendable {
    let request: OperatorRequest
    let scope: ResourceScope
    let client: OperatorClient
    let backfills: BackfillOperator
    let console: Console
    let run: OperatorRun

    /// Creates a session whose requests go through `OperatorRun.sender`.
    package init(
        _ request: OperatorRequest, scope: ResourceScope, caller: APICaller, console: Console, run: OperatorRun
    ) {
        self.request = request
        self.scope = scope
        client = OperatorClient(caller, clock: run.clock)
        backfills = BackfillOperator(client, clock: run.clock, shield: run.shield)
        self.console = console
        self.run = run
    }

    var progress: ProgressLine { run.progress }
    var clock: SystemClock { run.clock }

    /// Runs a command and returns its exit code.
    package func finish(
        _ work: @Sendable (OperatorSession) async throws(CommandFailure) -> ExitCode
    ) async throws(CommandFailure) -> ExitCode {
        do throws(CommandFailure) {
            return try await work(self)
        } catch {
            progress.clear()
            if error.exitCode == .usage { throw error }
            guard Task.isCancelled else { return run.failed(error) }
            return run.isTimeUp ? run.failed(CommandFailure(.unfinished, timeIsUp)) : .interrupted
        }
    }

    /// The message that the timeout expired, and for which streams; the operands have been checked by then.
    private var timeIsUp: String {
        let names = request.operands.compactMap { operand in
            ResourceScope.isObject(operand)
                ? (try? scope.object(operand)).map { "\($0)" } : (try? scope.stream(operand)).map { "\($0)" }
        }
        return "\(Self.few(names)): the time is up"
    }

    /// The streams of these objects, without duplicates, for a line of text.
    static func streams(of objects: some Sequence<ObjectName>) -> String {
        few(Set(objects.map(\.stream)).sorted().map { "\($0)" })
    }

    /// The first few names, and how many more there are.
    private static func few(_ names: [String]) -> String {
        let more = names.count > 3 ? " and \(names.count - 3) more" : ""
        return names.prefix(3).joined(separator: ", ") + more
    }

    /// Writes a line to standard error, prefixed with the program's name.
    func say(_ text: String) { run.say(text) }
}
