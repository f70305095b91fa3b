internal import Notation

/// What all routes share: who may access them, and which header fields every response gets.
struct Gate: Sendable {
    /// Decides on a request by its header fields.
    var admit: @Sendable (HTTPHeaders, ContinuousClock.Instant) -> Admission
    /// The header fields to add to every response.
    var headers: @Sendable () -> [HTTPHeaders.Field]

    /// Lets everyone in.
    static let open = Gate(admit: { _, _ in .pass }, headers: { [] })
}
