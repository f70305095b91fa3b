/// Why a command failed: the cause, which decides the exit code, and a line of text.
package struct CommandFailure: Error, Hashable {
    package let cause: FailureCause
    package let text: String

    package init(_ cause: FailureCause, _ text: String) {
        self.cause = cause
        self.text = text
    }

    package var exitCode: ExitCode { cause.exitCode }

    /// A failure caused by the command line, the environment or a file that they name.
    package static func usage(_ text: String) -> CommandFailure { CommandFailure(.usage, text) }
}
