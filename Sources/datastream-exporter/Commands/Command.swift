internal import LedgerStore
internal import Notation
internal import Polling
internal import System

/// A command: what its flags are, and what it does.
struct Command: Sendable {
    /// The word that names it, or two: a group and what is done in it.
    let name: String
    /// What it does, in one line.
    let summary: String
    /// What it takes beside flags.
    var operands = Operands.none
    /// What else there is to say of it in `--help`, in lines; empty for nothing.
    var notes = ""
    /// Whether it serves until a signal stops it.
    var isDaemon = false
    /// The flags that it takes.
    let flags: [any AnyFlag]
    /// Does it, and gives the exit code.
    let run: @Sendable (FlagValues, _ environment: [String: String]) async -> ExitCode

    /// All commands; the first is meant where none is named.
    static let all: [Command] = [
        .serve, .demo, .check, .history, .simulate, .catalog, .healthcheck, .objectsList, .objectsGet, .objectsLookup,
        .backfillStart, .backfillStop, .backfillRetry, .backfillWait, .completion, .man,
    ]
}

/// How the program ends.
enum ExitCode: Int32, CaseIterable {
    case success = 0
    case runtimeFailure = 1
    case usage = 2
    /// The ledger's file is none that can be gone on with.
    case ledgerRefused = 3
    /// Refused for want of a credential or a permission, or not found.
    case denied = 4
    /// Nobody knows what became of it.
    case unknown = 5
    /// The job was not as it must be for that.
    case precondition = 6
    /// Ended by a signal.
    case interrupted = 130

    /// What it means, in a sentence.
    var meaning: String {
        switch self {
        case .success: "Done, or stopped as asked."
        case .runtimeFailure: "Something failed."
        case .usage: "The command line, the environment or a file is wrong, or the question was declined."
        case .ledgerRefused: "The ledger's file is damaged, in use, of a later version, no ledger, or cannot be read."
        case .denied: "No credential, no permission, or no such thing."
        case .unknown: "It is unknown what became of a command, or the time was up."
        case .precondition: "The backfill ran already, or did not run."
        case .interrupted: "Interrupted by a signal."
        }
    }
}

extension ExitCode {
    /// How the program ends on a ledger that it cannot go on with, whichever command finds it.
    init(_ kind: LedgerStoreError.Kind) {
        self =
            switch kind {
            case .corrupt, .newer, .foreign, .inUse, .refused: .ledgerRefused
            case .unusable: .usage
            }
    }
}

extension Command {
    /// Reads the command line and does what it says.
    static func main(_ arguments: [String], environment: [String: String]) async -> ExitCode {
        let words = arguments.prefix { !$0.hasPrefix("-") }
        return await $failureFormat.withValue(LogFormat(chosenBy: arguments, environment, for: named(in: arguments))) {
            await main(arguments, words, environment)
        }
    }

    private static func main(
        _ arguments: [String], _ words: [String].SubSequence, _ environment: [String: String]
    ) async -> ExitCode {
        if arguments.contains("--version") { return printed(Build.description + "\n") }
        let isHelpWanted = arguments.prefix { $0 != "--" }.contains { $0 == "--help" || $0 == "-h" }
        guard let command = named(by: Array(words)) else {
            let group = all.filter { $0.group == words.first }
            if isHelpWanted, !group.isEmpty { return printed(Help.text(of: group)) }
            return refused(unknown(Array(words), in: group))
        }
        if isHelpWanted { return printed(words.isEmpty ? Help.program : Help.text(of: command)) }
        do throws(UsageError) {
            let values = try FlagValues(
                Array(arguments.dropFirst(words.isEmpty ? 0 : command.words.count)), flags: command.flags,
                operands: command.operands, environment: environment)
            return await command.run(values, environment)
        } catch {
            return refused(error)
        }
    }

    /// The command that the arguments name; the first of all where they name none.
    static func named(in arguments: [String]) -> Command? {
        named(by: arguments.prefix { !$0.hasPrefix("-") }.map(\.self))
    }

    /// The words of its name.
    var words: [String] { name.split(separator: " ").map(String.init) }

    /// The word that it shares with others; nil for a command of one word.
    var group: String? { words.count > 1 ? words.first : nil }

    /// The command that the first words name; the first of all where there are none.
    private static func named(by words: [String]) -> Command? {
        words.isEmpty ? all.first : all.first { words.starts(with: $0.words) }
    }

    private static func unknown(_ words: [String], in group: [Command]) -> UsageError {
        let known = group.compactMap(\.words.last).joined(separator: ", ")
        if let first = words.first, words.count == 1, !group.isEmpty {
            return UsageError("\(first): which of \(known)?")
        }
        // Two words may be a command, or a command of one word and an operand.
        let pair = words.prefix(2).joined(separator: " ")
        let word = words.first ?? ""
        if let near = NearestName.of(pair, in: all.map(\.name)) {
            return UsageError("unknown command \(quoted(pair)); is it \(near)?")
        }
        guard group.isEmpty else { return UsageError("unknown command \(quoted(pair)); \(word) has \(known)") }
        let near = NearestName.of(word, in: all.compactMap(\.words.first))
        return UsageError(
            "unknown command \(quoted(word)); \(near.map { "is it \($0)?" } ?? "see datastream-exporter --help")")
    }

    /// How failures are written that end the program: as lines of the log, where a format for it was chosen.
    @TaskLocal static var failureFormat: LogFormat?

    /// Says in one line why the program ends.
    static func fail(_ text: String) {
        let line = failureFormat.map { LogLine(.error, text).text($0, at: SystemClock.live.now()) }
        standardError(line ?? "datastream-exporter: \(VisibleText.escaped(text))\n")
    }

    /// Says in one line what is wrong with the command line.
    static func refused(_ error: UsageError) -> ExitCode {
        fail(error.text)
        return .usage
    }

    /// Says in one line why nothing was started.
    static func refused(_ failure: StartFailure) -> ExitCode {
        switch failure {
        case .configuration(let text): return refused(UsageError(text))
        case .ledger(let error): return refused(error)
        case .runtime(let text):
            fail(text)
            return .runtimeFailure
        }
    }

    /// Says in one line why a ledger cannot be used.
    static func refused(_ error: LedgerStoreError) -> ExitCode {
        // A path that cannot be used is a wrong value of the flag.
        let flag = error.kind == .unusable ? "--storage.path: " : ""
        fail("\(flag)\(error.message)")
        return ExitCode(error.kind)
    }

    /// Prints a result, and gives the exit code: another than was meant when the result could not be written.
    static func printed(_ text: String, _ code: ExitCode = .success) -> ExitCode {
        switch standardOutput(text) {
        case .written, .nobodyReads: return code
        case .failed(let error): return refused(.runtime(unwritten(error)))
        }
    }

    /// Says that standard output takes nothing more.
    static func unwritten(_ error: SystemError) -> String { "cannot write to standard output: \(error.reason)" }
}
