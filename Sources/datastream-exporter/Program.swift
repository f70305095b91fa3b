internal import CommandLine
internal import Notation
internal import Polling
internal import System

extension CommandTable {
    /// All commands of this program.
    static let program: CommandTable = CommandTable(
        version: Build.version,
        [
            .serve, .demo, .check, .history, .simulate, .catalog, .healthcheck, .objectsList, .objectsGet,
            .objectsLookup, .backfillStart, .backfillStop, .backfillRetry, .backfillWait, .completion, .man,
        ])
}

/// The program: reads the command line, runs the command, and says why it failed.
enum Program {
    static func main(_ arguments: [String], environment: [String: String]) async -> ExitCode {
        let format = LogFormat(
            chosenBy: arguments, environment, for: CommandTable.program.command(named: arguments))
        return await $failureFormat.withValue(format) {
            do throws(CommandFailure) {
                switch try CommandTable.program.request(arguments, environment: environment) {
                case .version: return try printed(Build.description + "\n")
                case .help(let text): return try printed(text)
                case .run(let command, let values): return try await command.run(values, environment)
                }
            } catch {
                fail(error.text)
                return error.exitCode
            }
        }
    }

    /// The log format in which to write the failure that ends the program; nil for plain text.
    @TaskLocal private static var failureFormat: LogFormat?

    /// Says in one line why the program ends.
    static func fail(_ text: String) {
        let line = failureFormat.map { LogLine(.error, text).text($0, at: SystemClock.live.now()) }
        standardError(line ?? "datastream-exporter: \(VisibleText.escaped(text))\n")
    }

    /// Prints a result and returns its exit code.
    static func printed(_ text: String, _ code: ExitCode = .success) throws(CommandFailure) -> ExitCode {
        if let problem = standardOutput(text).problem { throw CommandFailure(.other, problem) }
        return code
    }
}
