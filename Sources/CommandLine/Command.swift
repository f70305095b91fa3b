/// A command: one row, from which help, completion, manual page and dispatch are read.
package struct Command: Sendable {
    /// One word, or two: a group and what is done in it.
    package let name: String
    /// What it does, in one line.
    package let summary: String
    package let operands: Operands
    /// More to say in `--help`, in lines; an indented line stays a line of its own.
    package let notes: String
    /// Command lines to learn from, without the program's name.
    package let examples: [String]
    /// How it may end.
    package let exitCodes: [ExitCode]
    /// Whether it serves until a signal stops it.
    package let isDaemon: Bool
    package let flags: [any AnyFlag]
    package let run: Run

    /// Does the command's work.
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

    /// The word that it shares with others; nil for a command of one word.
    package var group: String? { words.count > 1 ? words.first : nil }
}
