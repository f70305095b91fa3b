/// A command on a backfill job.
package enum BackfillAction: Hashable, Sendable {
    /// Starts it; with a clause, only the rows that it selects are loaded.
    case start(sqlWhereClause: String? = nil)
    /// Stops it; the next run starts from the beginning.
    case stop

    /// The verb, such as `start`.
    package var verb: String {
        switch self {
        case .start: "start"
        case .stop: "stop"
        }
    }

    /// The word for an object on which it succeeded.
    package var past: String {
        switch self {
        case .start: "started"
        case .stop: "stopped"
        }
    }

    /// The words for an object that was already in the wanted state.
    package var already: String {
        switch self {
        case .start: "already running"
        case .stop: "not running"
        }
    }
}
