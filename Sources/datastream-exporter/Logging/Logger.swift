internal import Datastream
internal import Glibc
internal import Polling
internal import Synchronization
internal import System

/// Writes lines to standard error; a slow reader loses lines and delays nothing.
final class Logger: Sendable {
    private let level: LogLevel
    private let format: LogFormat
    private let clock: SystemClock
    private let limiter = Mutex(LogLimiter())
    private let write: @Sendable (String) -> Void

    init(
        level: LogLevel, format: LogFormat, clock: SystemClock,
        write: @escaping @Sendable (String) -> Void = Logger.writeToStandardError
    ) {
        self.level = level
        self.format = format
        self.clock = clock
        self.write = write
    }

    /// Whether lines of a level are written at all; if not, do not build them.
    func writes(_ level: LogLevel) -> Bool { level >= self.level }

    /// Writes a line; it is built only if it is written.
    ///
    /// A topic gets one line in five minutes; the next line says how many were held back.
    func log(
        _ level: LogLevel, _ message: @autoclosure () -> String,
        _ fields: @autoclosure () -> KeyValuePairs<String, String> = [:], topic: @autoclosure () -> String? = nil
    ) {
        // The topic is built only if the line is written.
        guard writes(level), let held = held(topic()) else { return }
        write(LogLine(level, message(), fields()), held)
    }

    /// Writes a line; at most one in five minutes for each topic.
    func log(_ line: LogLine, topic: String? = nil) {
        guard writes(line.level), let held = held(topic) else { return }
        write(line, held)
    }

    /// How many lines of the topic were held back since the last one; nil if this one is held back too.
    private func held(_ topic: String?) -> Int? {
        guard let topic else { return 0 }
        return limiter.withLock { $0.admit(topic, at: clock.uptime()) }
    }

    private func write(_ line: LogLine, _ held: Int) {
        var line = line
        if held > 0 { line.fields.append((name: "held_back", value: String(held))) }
        write(line.text(format, at: clock.now()))
    }

    /// Writes a text to standard error, unless that would block.
    static func writeToStandardError(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            // A pipe that is ready takes a line without blocking.
            var ready = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
            guard poll(&ready, 1, 0) == 1, ready.revents & Int16(POLLOUT) != 0 else { return }
            _ = Glibc.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
        }
    }

    /// Logs what happened in a poll.
    func log(_ event: Poller.Event) {
        switch event {
        case .discoveryFailed(let project, let failure):
            log(
                .warn, "search for streams failed",
                ["project": project, "reason": failure.reason.rawValue, "err": failure.message],
                topic: "discovery \(project) \(failure.reason.rawValue)")
        case .nothingSelected(let emptiness):
            log(LogLine(emptiness))
        case .polled(let stream, .failure(let failure), _):
            log(
                .warn, "poll failed",
                ["stream": stream.description, "reason": failure.reason.rawValue, "err": failure.message],
                topic: "poll \(stream) \(failure.reason.rawValue)")
        case .polled(let stream, .success(let snapshot), let duration):
            log(
                .debug, "polled",
                [
                    "stream": stream.description, "objects": String(snapshot.objects.count),
                    "seconds": String(duration.seconds),
                ])
        }
    }
}
