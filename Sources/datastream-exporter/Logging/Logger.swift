internal import Datastream
internal import Glibc
internal import Polling
internal import Synchronization

/// Writes lines to standard error; a reader that does not keep up loses lines and holds up nothing.
final class Logger: Sendable {
    private let level: LogLevel
    private let format: LogFormat
    private let clock: PollClock
    private let limiter = Mutex(LogLimiter())

    init(level: LogLevel, format: LogFormat, clock: PollClock) {
        self.level = level
        self.format = format
        self.clock = clock
    }

    /// Writes a line.
    func log(_ line: LogLine) {
        guard line.level >= level else { return }
        var text = line.text(format, at: clock.now())
        text.withUTF8 { bytes in
            // A pipe that is ready for writing takes this many bytes without waiting.
            var ready = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
            guard poll(&ready, 1, 0) == 1, ready.revents & Int16(POLLOUT) != 0 else { return }
            _ = write(STDERR_FILENO, bytes.baseAddress, bytes.count)
        }
    }

    /// Writes a line unless the topic had one in the last five minutes; says how many it held back.
    func log(_ line: LogLine, topic: String) {
        guard line.level >= level else { return }
        guard let held = limiter.withLock({ $0.admit(topic, at: clock.uptime()) }) else { return }
        var line = line
        if held > 0 { line.fields.append((name: "held_back", value: String(held))) }
        log(line)
    }

    /// Writes what people may want to read of polls.
    func log(_ event: Poller.Event) {
        switch event {
        case .discoveryFailed(let project, let failure):
            log(
                LogLine(
                    .warn, "search for streams failed",
                    ["project": project, "reason": failure.reason.rawValue, "err": failure.message]),
                topic: "discovery \(project) \(failure.reason.rawValue)")
        case .nothingSelected(let emptiness):
            log(LogLine(emptiness))
        case .polled(let stream, .failure(let failure), _):
            log(
                LogLine(
                    .warn, "poll failed",
                    ["stream": stream.description, "reason": failure.reason.rawValue, "err": failure.message]),
                topic: "poll \(stream) \(failure.reason.rawValue)")
        case .polled(let stream, .success(let snapshot), let duration):
            log(
                LogLine(
                    .debug, "polled",
                    [
                        "stream": stream.description, "objects": String(snapshot.objects.count),
                        "seconds": String(duration.seconds),
                    ]))
        }
    }
}
