/// What was asked, as far as it matters for what to do about a refusal.
package struct RefusedRequest: Hashable, Sendable {
    /// The project that was asked about; nil where none is.
    package var project: String?
    /// The project that the request was to count for; nil for the caller's own.
    package var quotaProject: String?
    /// The permission that the method asks for.
    package var permission: String
    /// The API's name for people, and in commands.
    package var api: (title: String, service: String) { isOfIAM ? Self.iam : Self.datastream }
    private let isOfIAM: Bool

    private static let datastream = (title: "Datastream API", service: "datastream.googleapis.com")
    private static let iam = (title: "IAM Service Account Credentials API", service: "iamcredentials.googleapis.com")

    /// A request to the Datastream API.
    package init(project: String?, quotaProject: String?, permission: String) {
        self.project = project
        self.quotaProject = quotaProject
        self.permission = permission
        isOfIAM = false
    }

    /// A request to act as a service account.
    package init(impersonationWithQuotaProject quotaProject: String?) {
        self.quotaProject = quotaProject
        permission = "iam.serviceAccounts.getAccessToken"
        isOfIAM = true
    }
}
