/// A command of the table; the source for help, completion, the manual page and dispatch.
package struct Command: Sendable {
    /// One word, or two: a group and an action.
    package let name: String
    /// What it does, in one line.
    package let summary: String
    package let operands: Operands
    /// Further text for `--help`; an indented line stays on a line of its own.
    package let notes: String
    /// Example command lines, without the program's name.
    package let examples: [String]
    /// The exit codes that it may return.
    package let exitCodes: [ExitCode]
    /// Whether it runs until a signal stops it.
    package let isDaemon: Bool
    package let flags: [any AnyFlag]
    package let run: Run

    /// Runs the command.
    package typealias Run =
        @Sendable (FlagValues, _ environment: [String: String]) async throws(CommandFailure) -> ExitCode

    package init(
        _ name: String, _ summary: String, operands: Operands = .none, notes: String = "", examples: [String] = [],
        exitCodes: [ExitCode] = [.success, .runtimeFailure, .usage], isDaemon: Bool = false, flags: [any AnyFlag],
        run: @escaping Run
    ) {
        self.name = name
        self.summary = summary
        self.operands = operands
        self.notes = notes
        self.examples = examples
        self.exitCodes = exitCodes
        self.isDaemon = isDaemon
        self.flags = flags
        self.run = run
    }

    /// The words of its name.
    package var words: [String] { name.split(separator: " ").map(String.init) }

    /// The first word, which it shares with other commands; nil for a command of one word.
    package var group: String? { words.count > 1 ? words.first : nil }
}
