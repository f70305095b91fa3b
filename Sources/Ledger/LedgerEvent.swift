package import Datastream
internal import Notation

/// Something that happened between two polls of a stream.
package enum LedgerEvent: Sendable, Equatable {
    /// An object was first seen, returned, or was recreated.
    case appeared(objectID: String)
    /// An object left: two complete listings in a row lacked it, or a new object replaced it.
    case disappeared(objectID: String)
    /// An object's backfill state changed.
    case transition(objectID: String, from: BackfillState, to: BackfillState)
    /// A backfill job started.
    case jobStarted(objectID: String, trigger: BackfillJob.Trigger)
    /// A backfill job ended.
    indirect case jobFinished(FinishedRun)
    /// An error was first seen.
    indirect case newError(NewError)
}
