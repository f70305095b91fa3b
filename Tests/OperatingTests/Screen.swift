import Synchronization
import System

@testable import Operating

/// A console that records the output, with a terminal of the given width or none.
final class Screen: Sendable {
    private let text = Mutex("")
    let outcome = Mutex(WriteOutcome.written)
    var shown: String { text.withLock { $0 } }

    func console(columns: Int?, answer: String? = nil) -> Console {
        Console(
            write: { line in
                self.text.withLock { $0 += "out:\(line)" }
                return self.outcome.withLock { $0 }
            },
            note: { line in self.text.withLock { $0 += line } }, columns: { columns }, noteColumns: { columns },
            ask: { _ in answer })
    }
}
