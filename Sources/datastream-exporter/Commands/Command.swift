/// A command: what its flags are, and what it does.
struct Command: Sendable {
    /// The word that names it.
    let name: String
    /// What it does, in one line.
    let summary: String
    /// The flags that it takes.
    let flags: [any AnyFlag]
    /// Does it, and gives the exit code.
    let run: @Sendable (FlagValues, _ environment: [String: String]) async -> ExitCode

    /// All commands; the first is meant where none is named.
    static let all: [Command] = [.serve, .demo, .simulate, .catalog]
}

/// How the program ends.
enum ExitCode: Int32 {
    case success = 0
    case runtimeFailure = 1
    case usage = 2
    case ledgerRefused = 3
}

extension Command {
    /// Reads the command line and does what it says.
    static func main(_ arguments: [String], environment: [String: String]) async -> ExitCode {
        let words = arguments.prefix { !$0.hasPrefix("-") }
        if arguments.contains("--version") { return printed(Build.description + "\n") }
        guard let command = words.first.map({ word in all.first { $0.name == word } }) ?? all.first else {
            return refused(UsageError("unknown command \(quoted(words.first ?? "")); see datastream-exporter --help"))
        }
        if arguments.contains("--help") || arguments.contains("-h") {
            return printed(words.isEmpty ? Help.program : Help.text(of: command))
        }
        do throws(UsageError) {
            let values = try FlagValues(
                Array(arguments.dropFirst(min(words.count, 1))), flags: command.flags, environment: environment)
            return await command.run(values, environment)
        } catch {
            return refused(error)
        }
    }

    /// Says in one line what is wrong with the command line.
    static func refused(_ error: UsageError) -> ExitCode {
        standardError("datastream-exporter: \(error.text)\n")
        return .usage
    }

    /// Says in one line why nothing was started.
    static func refused(_ failure: StartFailure) -> ExitCode {
        switch failure {
        case .configuration(let text): return refused(UsageError(text))
        case .ledger(let text):
            standardError("datastream-exporter: \(text)\n")
            return .ledgerRefused
        case .runtime(let text):
            standardError("datastream-exporter: \(text)\n")
            return .runtimeFailure
        }
    }

    static func printed(_ text: String) -> ExitCode {
        standardOutput(text)
        return .success
    }
}
