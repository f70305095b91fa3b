/// What a token may be used for.
enum Scope: String, Sendable {
    /// All of Google Cloud that the caller may use: the only scope of every Datastream method.
    case cloudPlatform = "https://www.googleapis.com/auth/cloud-platform"
    /// Permission to impersonate a service account.
    case iam = "https://www.googleapis.com/auth/iam"
}
