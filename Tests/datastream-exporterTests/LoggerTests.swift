import Datastream
import Ledger
import Notation
import Polling
import Synchronization
import System
import TestSupport
import Testing

@testable import datastream_exporter

@Suite struct LoggerTests {
    /// A logger that keeps its lines in memory, with a stopped clock.
    private final class Bench: Sendable {
        let lines = Mutex<[String]>([])
        let made = Mutex(0)
        private let clock = TestClock(start: Timestamp(seconds: 0)).clock

        func logger(_ level: LogLevel) -> Logger {
            Logger(level: level, format: .logfmt, clock: clock) { line in self.lines.withLock { $0.append(line) } }
        }

        /// A text that counts how often it was built.
        func text(_ text: String) -> String {
            made.withLock { $0 += 1 }
            return text
        }
    }

    @Test func `a line that is not written is never built, nor is its topic`() {
        let bench = Bench()
        let logger = bench.logger(.error)
        for level in [LogLevel.debug, .info, .warn] {
            logger.log(level, bench.text("said"), ["field": bench.text("value")], topic: bench.text("topic"))
        }
        #expect(bench.made.withLock { $0 } == 0)
        logger.log(.error, bench.text("said"), ["field": bench.text("value")])
        #expect(bench.made.withLock { $0 } == 2)
        #expect(bench.lines.withLock { $0 } == ["time=1970-01-01T00:00:00Z level=error msg=said field=value\n"])
    }

    @Test func `a suppressed line is never built`() {
        let bench = Bench()
        let logger = bench.logger(.info)
        for _ in 0..<1_000 { logger.log(.warn, bench.text("said"), ["field": bench.text("value")], topic: "topic") }
        #expect(bench.made.withLock { $0 } == 2)
        #expect(bench.lines.withLock { $0.count } == 1)
    }

    @Test(arguments: [(LogLevel.error, 0), (.info, 1), (.debug, 2)])
    func `object events make no lines below the level`(level: LogLevel, count: Int) {
        let bench = Bench()
        let logger = bench.logger(level)
        let stream = StreamName(project: "p", location: "l", stream: "s")
        let failed = FinishedRun(
            objectID: "1", label: "shop.a", trigger: .manual, result: .failed, start: nil, end: nil,
            reasons: [], isPartial: false, seenAt: Timestamp(seconds: 0))
        for event in [LedgerEvent.appeared(objectID: "1"), .jobFinished(failed)] {
            logger.log(Ledgers.Event(stream: stream, event: event))
        }
        #expect(bench.lines.withLock { $0.count } == count)
    }
}
