internal import Serving

extension Command {
    /// `healthcheck`: asks a running exporter, by the flags and the environment that it was started with.
    static let healthcheck = Command(
        name: "healthcheck", summary: "Ask the running exporter whether it is healthy: exit code 0 or 1.",
        flags: [Flags.listenAddresses, Flags.webConfigFile]
    ) { values, _ in
        do throws(UsageError) {
            let addresses = try values.all(Flags.listenAddresses)
            guard let address = addresses.first(where: { !$0.isChosenBySystem }) else {
                throw UsageError("--web.listen-address: port 0 is none to ask at")
            }
            return ask(address, webConfiguration: try values.optional(Flags.webConfigFile))
        } catch {
            return refused(error)
        }
    }

    private static func ask(_ address: ListenAddress, webConfiguration: String?) -> ExitCode {
        let probe: HealthProbe
        do throws(WebConfigurationError) { probe = try HealthProbe(webConfiguration: webConfiguration) } catch {
            return refused(UsageError("--web.config.file: \(error.description)"))
        }
        do throws(HealthProblem) { try probe.ask(address) } catch {
            return refused(StartFailure.runtime("not healthy: \(error.description)"))
        }
        return printed("healthy\n")
    }
}
