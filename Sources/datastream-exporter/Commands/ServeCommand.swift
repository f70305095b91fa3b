internal import CommandLine
internal import Serving
internal import System

extension Command {
    /// `serve`: polls a real project and serves its metrics.
    static let serve = Command(
        "serve", "Poll the Datastream API and serve /metrics.",
        exitCodes: [.success, .runtimeFailure, .usage, .ledgerRefused], isDaemon: true,
        flags: Flags.google + Flags.polling + Flags.log
    ) { values, environment throws(CommandFailure) in
        try await Exporter.run(
            try ServeOptions(serve: values, environment: environment), logger: try Logger(values), environment)
    }
}

extension Exporter {
    /// How long a daemon may take to end after the first signal, whatever hangs: the drain plus 500 ms.
    static let patience = ListenerLimits().drain + .milliseconds(500)

    /// Runs the exporter until the process is told to stop; `announcing` is logged once it listens.
    static func run(
        _ options: ServeOptions, logger: Logger, announcing: [LogLine] = [], _ environment: [String: String],
        until stop: @escaping @Sendable () async -> Void = StopSignals.wait
    ) async throws(CommandFailure) -> ExitCode {
        let exporter = try Exporter(options, clock: .live, logger: logger, environment: environment)
        let failure = await exporter.run(
            until: {
                for line in announcing { logger.log(line) }
                await stop()
            }, hangups: StopSignals.hangups)
        if let failure { throw failure }
        return .success
    }
}

extension Logger {
    /// The logger that the flags ask for.
    convenience init(_ values: FlagValues) throws(CommandFailure) {
        self.init(
            level: try values.value(Flags.logLevel), format: try values.value(Flags.logFormat), clock: .live)
    }
}
