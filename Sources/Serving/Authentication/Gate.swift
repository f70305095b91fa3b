internal import Notation

/// What all routes share: who is let in, and which header fields every response has.
struct Gate: Sendable {
    /// Judges a request by its header fields.
    var admit: @Sendable (HTTPHeaders, ContinuousClock.Instant) -> Admission
    /// The header fields to add to every response.
    var headers: @Sendable () -> [HTTPHeaders.Field]

    /// Lets everyone in.
    static let open = Gate(admit: { _, _ in .pass }, headers: { [] })
}
