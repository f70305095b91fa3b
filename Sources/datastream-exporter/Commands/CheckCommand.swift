internal import DatastreamMetrics
internal import Glibc
internal import GoogleAuth
internal import Notation
internal import Polling
internal import System

extension Command {
    /// `check`: which credentials there are, and what they reach.
    static let check = Command(
        name: "check", summary: "Say which credentials are found, and what they reach or lack.",
        flags: Flags.google + [Flags.maximumRequests, Flags.json, CheckCommand.logLevel, Flags.logFormat]
    ) { values, environment in
        do throws(UsageError) {
            return try await CheckCommand.run(values, environment)
        } catch {
            return refused(error)
        }
    }
}

/// The asking behind `check`.
enum CheckCommand {
    /// What was found is the command's own output.
    static let logLevel = Flags.logLevel.with(default: "error")

    /// The exit code of a program that was interrupted, as shells have it.
    private static let interrupted: Int32 = 130
    /// Longest wait for a token.
    private static let patience = Duration.seconds(60)

    static func run(_ values: FlagValues, _ environment: [String: String]) async throws(UsageError) -> ExitCode {
        var options = try ServeOptions(serve: values, environment: environment)
        let clock = SystemClock.live
        let logger = Logger(
            level: try values.value(logLevel), format: try values.value(Flags.logFormat), clock: clock)
        let isJSON = try values.value(Flags.json)
        // Nothing is under way that would have to be ended first.
        Task {
            await StopSignals.wait()
            exit(interrupted)
        }
        var report = CheckReport()
        let access: Access
        do throws(Access.Failure) {
            access = try await .open(
                options.credentials, connections: 16, clock: clock, logger: logger, environment: environment)
        } catch {
            switch error {
            case .broken(let text): report.obstacle = .init(text: text, code: .usage)
            case .missing(let text), .unreachable(let text): report.obstacle = .init(text: text, code: .runtimeFailure)
            case .none(let text): report.obstacle = .init(text: text, code: .denied)
            }
            return printed(report, asJSON: isJSON)
        }
        defer { access.close() }
        report.credentials = await credentials(access)
        report.token = await token(access, clock)
        if report.token?.failure == nil {
            let project = options.needsProject ? try? await access.project() : nil
            do throws(UsageError) { try options.complete(with: project) } catch {
                report.obstacle = .init(text: error.text, code: .usage)
                return printed(report, asJSON: isJSON)
            }
            let caller = access.caller(
                endpoint: options.endpoint, errorFormat: options.errorFormat,
                maximumRequestsPerMinute: options.maximumRequestsPerMinute, clock: clock)
            let reachability = Reachability(
                DatastreamClient(caller), clock: clock, selection: options.polling.selection)
            for source in options.polling.sources {
                report.add(await reachability.survey(source), options.polling.selection)
            }
        }
        return printed(report, asJSON: isJSON)
    }

    /// Prints what was found; for people, what failed goes to standard error.
    private static func printed(_ report: CheckReport, asJSON isJSON: Bool) -> ExitCode {
        defer {
            if let obstacle = report.obstacle { Command.fail(obstacle.text) }
        }
        if isJSON { return Command.printed(report.json, report.exitCode) }
        var outcome = WriteOutcome.written
        for line in report.lines {
            if line.isFailure {
                standardError("\(VisibleText.escaped(line.text))\n")
            } else if outcome == .written {
                outcome = standardOutput("\(VisibleText.escaped(line.text))\n")
            }
        }
        guard case .failed(let error) = outcome else { return report.exitCode }
        return Command.refused(.runtime(Command.unwritten(error)))
    }

    private static func credentials(_ access: Access) async -> CheckReport.Credentials? {
        guard let credentials = access.credentials else { return nil }
        return CheckReport.Credentials(
            source: credentials.source, place: credentials.place, principal: await credentials.principal(),
            quotaProject: credentials.tokens.quotaProject, notes: credentials.warnings)
    }

    private static func token(_ access: Access, _ clock: SystemClock) async -> CheckReport.Token {
        guard let tokens = access.credentials?.tokens else { return CheckReport.Token() }
        do throws(TokenFailure) {
            _ = try await tokens.token(nil, patience)
            return CheckReport.Token(expiry: access.counts.statistics?.expiry)
        } catch {
            return CheckReport.Token(failure: error)
        }
    }
}
