internal import CommandLine
internal import GoogleAuth
internal import HTTPTransport

extension CredentialOptions {
    /// What the flags ask for, with an endpoint of the API.
    init(_ values: FlagValues, endpoint: Endpoint) throws(CommandFailure) {
        let accessTokenFile = try values.optional(Flags.accessTokenFile)
        let credentialsFile = try values.optional(Flags.credentialsFile)
        guard accessTokenFile == nil || credentialsFile == nil else {
            throw .usage("--google.credentials-file: give it or --google.access-token-file, not both")
        }
        self.init(
            accessTokenFile: accessTokenFile, credentialsFile: credentialsFile,
            impersonate: try values.optional(Flags.impersonate),
            quotaProject: try values.optional(Flags.quotaProject),
            universe: try values.value(Flags.universe), isRequired: !endpoint.isLoopback)
    }
}

extension Endpoint {
    /// The API that the flags mean: the one that is named, else the universe's.
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
