internal import Serving
internal import System

extension Command {
    /// `serve`: polls a real project and serves its metrics.
    static let serve = Command(
        name: "serve", summary: "Poll the Datastream API and serve /metrics.",
        isDaemon: true, flags: Flags.google + Flags.polling + Flags.log
    ) { values, environment in
        do throws(UsageError) {
            let options = try ServeOptions(serve: values, environment: environment)
            return await runExporter(options, logger: try Logger(values), environment)
        } catch {
            return refused(error)
        }
    }

    /// From the first signal to the end of a daemon, whatever hangs: the drain, and a moment for all else.
    static let patience = ListenerLimits().drain + .milliseconds(500)

    /// Runs the exporter until the process is told to stop; `announcing` is logged once it listens.
    static func runExporter(
        _ options: ServeOptions, logger: Logger, announcing: [LogLine] = [], _ environment: [String: String],
        until stop: @escaping @Sendable () async -> Void = StopSignals.wait
    ) async -> ExitCode {
        do throws(StartFailure) {
            let exporter = try Exporter(options, clock: .live, logger: logger, environment: environment)
            let failure = await exporter.run(
                until: {
                    for line in announcing { logger.log(line) }
                    await stop()
                }, hangups: StopSignals.hangups)
            return failure.map(refused) ?? .success
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
