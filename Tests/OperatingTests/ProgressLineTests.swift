import Synchronization
import System
import Testing

@testable import Operating

@Suite struct ProgressLineTests {
    @Test func `on a terminal the line is rewritten and gives way to other output`() {
        let screen = Screen()
        let progress = ProgressLine(screen.console(columns: 20))
        progress.show("a", mark: 1) { "bar of \($0)" }
        progress.show("a", mark: 1) { "bar of \($0)" }
        progress.write("done\n")
        progress.clear()
        #expect(
            screen.shown == "\r\u{1B}[Kbar of 20\r\u{1B}[Kbar of 20\r\u{1B}[Kout:done\n")
    }

    @Test func `elsewhere a line is written when its mark changes, without control characters`() {
        let screen = Screen()
        let progress = ProgressLine(screen.console(columns: nil))
        progress.show("0 of 2", mark: 0) { _ in "bar" }
        progress.show("0 of 2 again", mark: 0) { _ in "bar" }
        progress.note("note\n")
        progress.show("1 of 2", mark: 1) { _ in "bar" }
        #expect(screen.shown == "0 of 2\nnote\n1 of 2\n")
    }

    @Test func `a failed write is remembered, and nothing is written after a gap`() {
        let screen = Screen()
        let progress = ProgressLine(screen.console(columns: nil))
        screen.outcome.withLock { $0 = .failed(SystemError(call: "write", code: 28)) }
        progress.write("1\n")
        screen.outcome.withLock { $0 = .written }
        progress.write("2\n")
        #expect(screen.shown == "out:1\n" && progress.outcome == .failed(SystemError(call: "write", code: 28)))
    }
}
