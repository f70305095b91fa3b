internal import CTerminal
internal import Glibc
internal import Synchronization
package import System

/// The input and output of a command.
package struct Console: Sendable {
    /// Writes to standard output.
    package var write: @Sendable (String) -> WriteOutcome
    /// Writes to standard error.
    package var note: @Sendable (String) -> Void
    /// The width of the terminal at standard output; nil if there is none.
    package var columns: @Sendable () -> Int?
    /// The width of the terminal at standard error, where progress is shown; nil if there is none.
    package var noteColumns: @Sendable () -> Int?
    /// Asks for a line of input; nil if nobody can be asked, at the end of the input, and if the task is cancelled.
    package var ask: @Sendable (_ question: String) async -> String?

    /// The standard streams of the process.
    package static let live = Console(
        write: { standardOutput($0) }, note: { standardError($0) }, columns: { width(of: STDOUT_FILENO) },
        noteColumns: { width(of: STDERR_FILENO) }, ask: askTerminal)

    /// The width of a terminal that can show progress; nil for a file, a pipe or a dumb terminal.
    private static func width(of descriptor: Int32) -> Int? {
        guard isatty(descriptor) == 1, getenv("TERM").map({ strcmp($0, "dumb") != 0 }) ?? true else { return nil }
        let columns = Int(terminal_columns(descriptor))
        return columns > 0 ? columns : 80
    }

    private static func askTerminal(_ question: String) async -> String? {
        guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else { return nil }
        standardError(question)
        let reading = Reading()
        await withTaskCancellationHandler {
            await BlockingThread.run { reading.run() }
        } onCancel: {
            reading.end()
        }
        return reading.line
    }

    /// Reads one line, and can be stopped from outside.
    private final class Reading: Sendable {
        private struct State {
            var bytes: [UInt8] = []
            var isWhole = false
            var isEnded = false
        }

        private let state = Mutex(State())
        /// Maximum length of an answer in bytes.
        private static let maximumBytes = 1_024

        func end() { state.withLock { $0.isEnded = true } }

        /// The line without its line ending; nil if it is incomplete.
        var line: String? {
            state.withLock { $0.isWhole ? String(decoding: $0.bytes, as: UTF8.self) : nil }
        }

        func run() {
            while state.withLock({ !$0.isEnded && !$0.isWhole && $0.bytes.count < Self.maximumBytes }) {
                // The thread cannot be woken, so it checks ten times a second whether it was stopped.
                var ready = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
                guard poll(&ready, 1, 100) > 0 else { continue }
                var byte: UInt8 = 0
                guard read(STDIN_FILENO, &byte, 1) == 1 else { return }
                state.withLock { state in
                    if byte == UInt8(ascii: "\n") { state.isWhole = true } else { state.bytes.append(byte) }
                }
            }
        }
    }
}
