/// What an operator does to a backfill job.
package enum BackfillAction: Hashable, Sendable {
    /// Starts it; with a clause, only the rows that it selects are loaded.
    case start(sqlWhereClause: String? = nil)
    /// Stops it where it is; the next run begins from the start.
    case stop

    /// The word for it, as in `start`.
    package var verb: String {
        switch self {
        case .start: "start"
        case .stop: "stop"
        }
    }

    /// The word for an object to which it was done.
    package var past: String {
        switch self {
        case .start: "started"
        case .stop: "stopped"
        }
    }

    /// The words for an object that was like that already.
    package var already: String {
        switch self {
        case .start: "already running"
        case .stop: "not running"
        }
    }
}
