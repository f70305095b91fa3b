/// The credentials that the user asks for.
package struct CredentialOptions: Sendable {
    /// A file with a bearer token, used instead of any other credentials.
    package var accessTokenFile: String?
    /// A credentials file, used instead of a search for one.
    package var credentialsFile: String?
    /// A service account to impersonate with the credentials that are found.
    package var impersonate: String?
    /// The quota project; nil for the one that the environment or the file names.
    package var quotaProject: String?
    /// The universe whose servers are trusted.
    package var universe: Universe
    /// Whether credentials are required.
    ///
    /// If not, the machine's metadata server is asked only if the environment names it.
    package var isRequired: Bool

    package init(
        accessTokenFile: String? = nil, credentialsFile: String? = nil, impersonate: String? = nil,
        quotaProject: String? = nil, universe: Universe = .google, isRequired: Bool = true
    ) {
        self.accessTokenFile = accessTokenFile
        self.credentialsFile = credentialsFile
        self.impersonate = impersonate
        self.quotaProject = quotaProject
        self.universe = universe
        self.isRequired = isRequired
    }
}
