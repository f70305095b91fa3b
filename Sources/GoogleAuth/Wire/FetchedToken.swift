/// An access token with what its server said of it.
struct FetchedToken: Sendable {
    let token: Secret
    /// How long it is good for, from now on.
    let lifetime: Duration
}
