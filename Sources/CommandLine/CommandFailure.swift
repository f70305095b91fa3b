/// Why a command failed: a line of text and the exit code.
package struct CommandFailure: Error, Hashable {
    package let exitCode: ExitCode
    package let text: String

    package init(_ exitCode: ExitCode, _ text: String) {
        self.exitCode = exitCode
        self.text = text
    }

    /// A failure caused by the command line, the environment or a file that they name.
    package static func usage(_ text: String) -> CommandFailure { CommandFailure(.usage, text) }
}
