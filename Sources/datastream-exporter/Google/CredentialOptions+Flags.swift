internal import CommandLine
internal import GoogleAuth
internal import HTTPTransport

extension CredentialOptions {
    /// The credentials that the flags ask for; a loopback endpoint needs none.
    init(_ values: FlagValues, endpoint: Endpoint) throws(CommandFailure) {
        let accessTokenFile = try values.optional(Flags.accessTokenFile)
        let credentialsFile = try values.optional(Flags.credentialsFile)
        guard accessTokenFile == nil || credentialsFile == nil else {
            throw .usage("--google.credentials-file: cannot be combined with --google.access-token-file")
        }
        self.init(
            accessTokenFile: accessTokenFile, credentialsFile: credentialsFile,
            impersonate: try values.optional(Flags.impersonate),
            quotaProject: try values.optional(Flags.quotaProject),
            universe: try values.value(Flags.universe), isRequired: !endpoint.isLoopback)
    }
}

extension Endpoint {
    /// The endpoint from the flag; otherwise that of the universe.
    init(_ values: FlagValues) throws(CommandFailure) {
        let universe = try values.value(Flags.universe)
        guard universe != .google, !values.isGiven(Flags.endpoint) else {
            self = try values.value(Flags.endpoint)
            return
        }
        do throws(TransportError) { self = try Endpoint(universe.datastreamURL) } catch {
            throw .usage("--google.universe-domain: \(error.message)")
        }
    }
}
