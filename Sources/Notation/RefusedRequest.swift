/// A refused request: the details that matter for advice.
package struct RefusedRequest: Hashable, Sendable {
    /// The project that the request was about; nil if none.
    package var project: String?
    /// The project that the request counts against; nil for the caller's own.
    package var quotaProject: String?
    /// The permission that the method requires.
    package var permission: String
    /// The API's name in messages and in commands.
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

    /// A request to impersonate a service account.
    package init(impersonationWithQuotaProject quotaProject: String?) {
        self.quotaProject = quotaProject
        permission = "iam.serviceAccounts.getAccessToken"
        isOfIAM = true
    }
}
