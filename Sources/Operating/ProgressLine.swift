internal import Synchronization
internal import System

/// A progress line on a terminal: rewritten in place, and cleared before other output.
///
/// If standard error is not a terminal, a line is written whenever its mark has changed.
final class ProgressLine: Sendable {
    private let console: Console
    private let shown = Mutex<Int?>(nil)
    private let written = Mutex(WriteOutcome.written)

    init(_ console: Console) { self.console = console }

    /// Shows the progress.
    ///
    /// - Parameters:
    ///   - text: the line for a log.
    ///   - mark: a new line is logged only if this has changed.
    ///   - bar: the line for a terminal of the given width.
    func show(_ text: String, mark: Int, bar: (_ columns: Int) -> String) {
        if let columns = console.noteColumns() {
            console.note("\r\u{1B}[K\(bar(columns))")
            shown.withLock { $0 = mark }
        } else if shown.withLock({ shown in
            defer { shown = mark }
            return shown != mark
        }) {
            console.note("\(text)\n")
        }
    }

    /// Clears the line for other output.
    func clear() {
        guard console.noteColumns() != nil else { return }
        let wasShown = shown.withLock { shown in
            defer { shown = nil }
            return shown != nil
        }
        if wasShown { console.note("\r\u{1B}[K") }
    }

    /// Writes lines to standard output.
    ///
    /// Stops after the first failure, so that the output has no gaps.
    func write(_ lines: String) {
        clear()
        written.withLock { if $0 == .written { $0 = console.write(lines) } }
    }

    /// The combined outcome of all writes to standard output.
    var outcome: WriteOutcome { written.withLock { $0 } }

    /// Writes lines to standard error.
    func note(_ lines: String) {
        clear()
        console.note(lines)
    }
}
