/// Which credentials the user asks for.
package struct CredentialOptions: Sendable {
    /// A file that holds a bearer token; instead of all else.
    package var accessTokenFile: String?
    /// A file of credentials; instead of the search for one.
    package var credentialsFile: String?
    /// A service account to act as, with whatever is found.
    package var impersonate: String?
    /// The project that pays; nil for what the environment or the file says.
    package var quotaProject: String?
    /// The universe whose servers are trusted.
    package var universe: Universe
    /// Whether there must be credentials; where not, the machine's metadata server is asked only if the environment
    /// names it.
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
