internal import CommandLine
internal import DatastreamMetrics
internal import Glibc
internal import GoogleAuth
internal import Notation
internal import Operating
internal import Polling
internal import System

extension Command {
    /// `check`: reports which credentials it finds and what they can reach.
    static let check = Command(
        "check", "Say which credentials are found, and what they can and cannot reach.",
        exitCodes: [.success, .runtimeFailure, .usage, .denied, .interrupted],
        flags: Flags.google + [Flags.maximumRequests, Flags.json, CheckCommand.logLevel, Flags.logFormat]
    ) { values, environment throws(CommandFailure) in
        try await CheckCommand.run(values, environment)
    }
}

/// What `check` does.
enum CheckCommand {
    /// Higher than elsewhere: the findings are the command's own output.
    static let logLevel = Flags.logLevel.with(default: "error")

    /// Longest wait for a token.
    private static let patience = Duration.seconds(60)

    static func run(_ values: FlagValues, _ environment: [String: String]) async throws(CommandFailure) -> ExitCode {
        var options = try ServeOptions(serve: values, environment: environment)
        let clock = SystemClock.live
        let logger = Logger(
            level: try values.value(logLevel), format: try values.value(Flags.logFormat), clock: clock)
        let isJSON = try values.value(Flags.json)
        // A signal may exit at once: nothing needs to be finished first.
        Task {
            await StopSignals.wait()
            _exit(ExitCode.interrupted.rawValue)
        }
        var report = CheckReport()
        let google: GoogleConnection
        do throws(GoogleConnection.Failure) {
            google = try await .open(
                options.credentials, connections: 16, clock: clock, logger: logger, environment: environment)
        } catch {
            report.obstacle = CommandFailure(error, none: .authentication)
            return try printed(report, asJSON: isJSON)
        }
        defer { google.close() }
        report.credentials = await credentials(google)
        report.token = await token(google, clock)
        if report.token?.failure == nil {
            let project = options.needsProject ? try? await google.project() : nil
            do throws(CommandFailure) { try options.complete(with: project) } catch {
                report.obstacle = error
                return try printed(report, asJSON: isJSON)
            }
            let caller = google.caller(
                endpoint: options.endpoint, errorFormat: options.errorFormat,
                maximumRequestsPerMinute: options.maximumRequestsPerMinute, clock: clock)
            let reachability = Reachability(
                DatastreamClient(caller), clock: clock, selection: options.polling.selection)
            for source in options.polling.sources {
                report.add(await reachability.survey(source), options.polling.selection)
            }
        }
        return try printed(report, asJSON: isJSON)
    }

    /// Prints the findings; in text form, failures go to standard error.
    private static func printed(_ report: CheckReport, asJSON isJSON: Bool) throws(CommandFailure) -> ExitCode {
        if isJSON {
            _ = try Program.printed(report.json)
        } else {
            for line in report.lines {
                let text = "\(VisibleText.escaped(line.text))\n"
                if line.isFailure { standardError(text) } else { _ = try Program.printed(text) }
            }
        }
        if let obstacle = report.obstacle { throw obstacle }
        return report.exitCode
    }

    private static func credentials(_ google: GoogleConnection) async -> CheckReport.Credentials? {
        guard let credentials = google.credentials else { return nil }
        return CheckReport.Credentials(
            source: credentials.source, place: credentials.place, principal: await credentials.principal(),
            quotaProject: credentials.tokens.quotaProject, notes: credentials.warnings)
    }

    private static func token(_ google: GoogleConnection, _ clock: SystemClock) async -> CheckReport.Token {
        guard let tokens = google.credentials?.tokens else { return CheckReport.Token() }
        do throws(TokenFailure) {
            _ = try await tokens.token(nil, patience)
            return CheckReport.Token(expiry: google.counts.statistics?.expiry)
        } catch {
            return CheckReport.Token(failure: error)
        }
    }
}
