internal import CommandLine
internal import Serving

extension Command {
    /// `healthcheck`: asks a running exporter if it is healthy, using the flags and environment it was started with.
    static let healthcheck = Command(
        "healthcheck", "Ask the running exporter whether it is healthy: exit code 0 or 1.",
        notes: """
            Asks the addresses of --web.listen-address until one is healthy; with systemd's sockets, give theirs.
            The running process decides, not the files on disk: no certificate is checked, no password is needed.
            """,
        flags: [Flags.listenAddresses, Flags.webConfigFile, Flags.systemdSocket]
    ) { values, _ throws(CommandFailure) in
        let addresses = try values.all(Flags.listenAddresses).filter { !$0.isChosenBySystem }
        guard !addresses.isEmpty else { throw .usage("--web.listen-address: port 0 cannot be asked") }
        let probe = HealthProbe(webConfiguration: try values.optional(Flags.webConfigFile))
        do throws(HealthProblem) { try probe.ask(addresses) } catch { throw CommandFailure(error) }
        return try Program.printed("healthy\n")
    }
}
