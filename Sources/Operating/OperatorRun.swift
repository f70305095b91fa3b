package import CommandLine
internal import Notation
package import System

/// The run of an operator's command: what ends it, and how its end is told.
package struct OperatorRun: Sendable {
    let isJSON: Bool
    let clock: SystemClock
    let progress: ProgressLine
    /// Requests that must not be cut off run behind it.
    let shield = Shield()
    /// When `--timeout` is up, in uptime; nil without one.
    let end: Duration?
    /// Returns at each signal to stop.
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

    /// Whether the time of `--timeout` is up.
    package var isTimeUp: Bool { end.map { clock.uptime() >= $0 } ?? false }

    /// Does a command's work, and gives the exit code.
    ///
    /// A first signal lets the call under way come to its answer; a second one ends it, as `--timeout` does.
    package func interruptible(
        _ work: @escaping @Sendable () async throws(CommandFailure) -> ExitCode
    ) async throws(CommandFailure) -> ExitCode {
        let task = Task { () async -> Result<ExitCode, CommandFailure> in
            do throws(CommandFailure) { return .success(try await work()) } catch { return .failure(error) }
        }
        let watch = Task {
            await signal()
            if Task.isCancelled { return }
            // First, so that no other command begins meanwhile.
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

    /// The exit code of a command that did its work: another one when its results could not be written.
    func finished(_ code: ExitCode) -> ExitCode {
        guard let problem = progress.outcome.problem else { return code }
        say(problem)
        return max(code, .runtimeFailure)
    }

    /// Says why a command failed; scripts read it where they read results.
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

    /// Says something in a line on standard error, under the program's name.
    func say(_ text: String) { progress.note("datastream-exporter: \(VisibleText.escaped(text))\n") }
}
