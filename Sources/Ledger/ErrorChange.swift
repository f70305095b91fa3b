internal import Datastream

/// An object whose list of errors changed: as it was listed before, and as it is listed now.
struct ErrorChange {
    /// Nil for a newcomer.
    var then: StreamObject?
    /// Nil if it is gone.
    var now: StreamObject?
}
