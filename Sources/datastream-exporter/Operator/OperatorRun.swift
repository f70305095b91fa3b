internal import CommandLine
internal import Notation
internal import Operating
internal import Polling
internal import System

/// What surrounds an operator's command: what ends it, and how its end is told.
struct OperatorRun: Sendable {
    let isJSON: Bool
    let clock: SystemClock
    let progress: ProgressLine
    /// What must not be cut off goes on behind it.
    let shield = Shield()
    /// When `--timeout` is up, in uptime; nil without one.
    let end: Duration?

    init(_ values: FlagValues, _ console: Console, clock: SystemClock) throws(CommandFailure) {
        isJSON = try values.value(Flags.json)
        self.clock = clock
        progress = ProgressLine(console)
        end = try values.optional(Flags.timeout).map { clock.uptime() + $0 }
    }

    /// Whether the time of `--timeout` is up.
    var isTimeUp: Bool { end.map { clock.uptime() >= $0 } ?? false }

    /// Does a command's work, and gives the exit code.
    ///
    /// A first signal lets the call under way come to its answer; a second one ends it, and so does `--timeout`.
    func interruptible(
        _ work: @escaping @Sendable () async throws(CommandFailure) -> ExitCode
    ) async throws(CommandFailure) -> ExitCode {
        let task = Task { await Result { () async throws(CommandFailure) in try await work() } }
        let watch = Task {
            await StopSignals.wait()
            if Task.isCancelled { return }
            // First, so that no other command begins meanwhile.
            task.cancel()
            say("stopping; a command under way still gets its answer, or is left when you press again")
            await StopSignals.wait()
            if !Task.isCancelled { shield.drop() }
        }
        let timer = Task {
            guard let end, (try? await clock.sleep(end)) != nil else { return }
            task.cancel()
            shield.drop()
        }
        let ended = await task.value
        watch.cancel()
        timer.cancel()
        if task.isCancelled { return finished(isTimeUp ? .unknown : .interrupted) }
        return finished(try ended.get())
    }

    /// The exit code of a command that did its work, whose results may not have been written.
    func finished(_ code: ExitCode) -> ExitCode {
        guard case .failed(let error) = progress.outcome else { return code }
        say(CommandFailure(error).text)
        return code == .success ? .runtimeFailure : code
    }

    /// Says why a command cannot do its work; scripts read it where they read results.
    func failed(_ text: String, _ code: ExitCode) -> ExitCode {
        if isJSON {
            let line = JSON.members(["error": .string(text), "exitCode": .number(Int64(code.rawValue))])
            progress.write("\(line.text)\n")
        }
        say(text)
        return code
    }

    /// Says something in a line on standard error, under the program's name.
    func say(_ text: String) { progress.note("datastream-exporter: \(VisibleText.escaped(text))\n") }
}
