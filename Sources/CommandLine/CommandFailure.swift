/// Why a command could not do its work: a line for people, and how the program ends.
package struct CommandFailure: Error, Hashable {
    package let exitCode: ExitCode
    package let text: String

    package init(_ exitCode: ExitCode, _ text: String) {
        self.exitCode = exitCode
        self.text = text
    }

    /// Something is wrong with the command line, the environment or a file that they name.
    package static func usage(_ text: String) -> CommandFailure { CommandFailure(.usage, text) }
}
