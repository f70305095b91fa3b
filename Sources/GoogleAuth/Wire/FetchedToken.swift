/// An access token and its lifetime.
struct FetchedToken: Sendable {
    let token: Secret
    /// How long it is valid from now on.
    let lifetime: Duration
}
