internal import Datastream

/// A project and location, and its streams that are now served.
struct ScopeStatus: Sendable {
    let isUp: Bool?
    /// Streams by state; nil when none of them has a snapshot to count.
    let streams: [Datastream.Stream.State: Int]?
}
