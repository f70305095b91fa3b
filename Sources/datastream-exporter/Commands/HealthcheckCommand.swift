internal import Serving

extension Command {
    /// `healthcheck`: asks a running exporter, by the flags and the environment that it was started with.
    static let healthcheck = Command(
        name: "healthcheck", summary: "Ask the running exporter whether it is healthy: exit code 0 or 1.",
        notes: """
            It asks the addresses of --web.listen-address, until one is healthy; with systemd's sockets, name theirs.
            What the process says counts, not the files on disk: no certificate is checked, no password is needed.
            """,
        flags: [Flags.listenAddresses, Flags.webConfigFile, Flags.systemdSocket]
    ) { values, _ in
        do throws(UsageError) {
            let addresses = try values.all(Flags.listenAddresses).filter { !$0.isChosenBySystem }
            guard !addresses.isEmpty else {
                throw UsageError("--web.listen-address: port 0 is none to ask at")
            }
            let probe = HealthProbe(webConfiguration: try values.optional(Flags.webConfigFile))
            do throws(HealthProblem) { try probe.ask(addresses) } catch {
                return refused(StartFailure.runtime("not healthy: \(error.description)"))
            }
            return printed("healthy\n")
        } catch {
            return refused(error)
        }
    }
}
