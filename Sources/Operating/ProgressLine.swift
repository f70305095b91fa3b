internal import Synchronization
internal import System

/// The line of a terminal that shows progress: rewritten in place, and cleared before other lines.
///
/// Where standard error is not a terminal, a line is written whenever its mark has changed.
final class ProgressLine: Sendable {
    private let console: Console
    private let shown = Mutex<Int?>(nil)
    private let written = Mutex(WriteOutcome.written)

    init(_ console: Console) { self.console = console }

    /// Shows the progress.
    ///
    /// - Parameters:
    ///   - text: the line for a log.
    ///   - mark: must change before another line is logged.
    ///   - bar: the line for a terminal of so many columns.
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

    /// Makes way for other lines.
    func clear() {
        guard console.noteColumns() != nil else { return }
        let wasShown = shown.withLock { shown in
            defer { shown = nil }
            return shown != nil
        }
        if wasShown { console.note("\r\u{1B}[K") }
    }

    /// Writes lines to standard output until that fails, so that what is written has no gaps.
    func write(_ lines: String) {
        clear()
        written.withLock { if $0 == .written { $0 = console.write(lines) } }
    }

    /// The outcome of all writes to standard output.
    var outcome: WriteOutcome { written.withLock { $0 } }

    /// Writes lines to standard error.
    func note(_ lines: String) {
        clear()
        console.note(lines)
    }
}
