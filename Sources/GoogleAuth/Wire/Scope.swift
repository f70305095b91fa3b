/// What a token may be used for.
enum Scope: String, Sendable {
    /// All of Google Cloud that the caller is allowed: the one scope of every method of Datastream's.
    case cloudPlatform = "https://www.googleapis.com/auth/cloud-platform"
    /// To act as a service account.
    case iam = "https://www.googleapis.com/auth/iam"
}
