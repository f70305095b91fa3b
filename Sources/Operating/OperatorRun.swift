package import CommandLine
internal import Notation
package import System

/// The run of an operator command: handles signals and the timeout, and reports failures.
package struct OperatorRun: Sendable {
    let isJSON: Bool
    let clock: SystemClock
    let progress: ProgressLine
    /// Requests that must not be interrupted run behind it.
    let shield = Shield()
    /// When `--timeout` expires, as uptime; nil without a timeout.
    let end: Duration?
    /// Waits for the next signal to stop.
    private let signal: @Sendable () async -> Void

    package init(
        _ request: OperatorRequest, _ console: Console, clock: SystemClock, signal: @escaping @Sendable () async -> Void
    ) {
        isJSON = request.isJSON
        self.clock = clock
        progress = ProgressLine(console)
        end = request.timeout.map { clock.uptime() + $0 }
        self.signal = signal
    }

    /// Whether `--timeout` has expired.
    package var isTimeUp: Bool { end.map { clock.uptime() >= $0 } ?? false }

    /// Runs a command and returns its exit code.
    ///
    /// After a first signal, the current call still gets its response. A second signal cancels it, as does `--timeout`.
    package func interruptible(
        _ work: @escaping @Sendable () async throws(CommandFailure) -> ExitCode
    ) async throws(CommandFailure) -> ExitCode {
        let task = Task { () async -> Result<ExitCode, CommandFailure> in
            do throws(CommandFailure) { return .success(try await work()) } catch { return .failure(error) }
        }
        let watch = Task {
            await signal()
            if Task.isCancelled { return }
            // Cancels first, so that no further command starts in the meantime.
            task.cancel()
            say("stopping; a command under way still gets its answer, or is left when you press again")
            await signal()
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

    /// The exit code of a finished command: a different one if its results could not be written.
    func finished(_ code: ExitCode) -> ExitCode {
        guard let problem = progress.outcome.problem else { return code }
        say(problem)
        return max(code, .runtimeFailure)
    }

    /// Reports why a command failed; for scripts, also where they read the results.
    package func failed(_ failure: CommandFailure) -> ExitCode {
        if isJSON {
            let line = JSON.members([
                "error": .string(failure.text), "exitCode": .number(Int64(failure.exitCode.rawValue)),
            ])
            progress.write("\(line.text)\n")
        }
        say(failure.text)
        return failure.exitCode
    }

    /// Writes a line to standard error, prefixed with the program's name.
    func say(_ text: String) { progress.note("datastream-exporter: \(VisibleText.escaped(text))\n") }
}
