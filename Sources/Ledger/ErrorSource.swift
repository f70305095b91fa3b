/// Where the API lists an error.
package enum ErrorSource: String, CaseIterable, Comparable, Sendable {
    /// On the stream itself.
    case stream
    /// On an object of the stream.
    case object
    /// On the latest backfill job of an object.
    case backfill

    /// Orders by name.
    package static func < (left: ErrorSource, right: ErrorSource) -> Bool { left.rawValue < right.rawValue }
}
