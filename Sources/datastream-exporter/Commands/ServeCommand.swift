internal import GoogleAuth
internal import Polling

extension Command {
    /// `serve`: polls a real project and serves its metrics.
    static let serve = Command(
        name: "serve", summary: "Poll the Datastream API and serve /metrics.",
        flags: Flags.google + Flags.polling + Flags.log
    ) { values, environment in
        do throws(UsageError) {
            let options = try ServeOptions(serve: values, environment: environment)
            return try await runExporter(options, logger: try Logger(values), environment)
        } catch {
            return refused(error)
        }
    }

    /// Runs the exporter until the process is told to stop; `announcing` is logged once it listens.
    static func runExporter(
        _ options: ServeOptions, logger: Logger, announcing: [LogLine] = [], _ environment: [String: String]
    ) async throws(UsageError) -> ExitCode {
        let clock = PollClock.live
        var options = options
        // The search for credentials may wait for a metadata server; to be stopped meanwhile is no failure.
        let search = Task { [options] in
            await Result { () async throws(Access.Failure) in
                let access = try await Access.open(
                    options.credentials, connections: max(16, options.polling.concurrency * 2), clock: clock,
                    logger: logger, environment: environment)
                return (access, options.needsProject ? await access.credentials?.project() : nil)
            }
        }
        let stop = Task {
            await StopSignals.wait()
            search.cancel()
        }
        let access: Access
        switch await search.value {
        case _ where search.isCancelled: return .success
        case .success((let found, let project)):
            access = found
            try options.complete(with: project)
        case .failure(let failure): return refused(StartFailure(failure))
        }
        do throws(StartFailure) {
            let exporter = try Exporter(
                options, access: access, clock: clock, logger: logger, environment: environment)
            await exporter.run(until: {
                for line in announcing { logger.log(line) }
                await stop.value
            })
            return .success
        } catch {
            return refused(error)
        }
    }
}

extension Logger {
    /// The logger that the flags ask for.
    convenience init(_ values: FlagValues) throws(UsageError) {
        self.init(
            level: try values.value(Flags.logLevel), format: try values.value(Flags.logFormat), clock: .live)
    }
}
