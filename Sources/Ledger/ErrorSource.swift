/// Where the API lists an error.
package enum ErrorSource: String, CaseIterable, Comparable, Sendable {
    /// On the stream itself.
    case stream
    /// On an object of the stream.
    case object
    /// On the latest backfill job of an object.
    case backfill

    /// Orders by name.
    package static func < (left: ErrorSource, right: ErrorSource) -> Bool { left.rank < right.rank }

    /// Its place in the order of the names.
    var rank: UInt8 {
        switch self {
        case .backfill: 0
        case .object: 1
        case .stream: 2
        }
    }
}
