public import Datastream
public import Notation

/// Something that happened between two polls of a stream.
public enum LedgerEvent: Sendable, Equatable {
    /// An object was first seen, returned, or was created anew.
    case appeared(objectID: String)
    /// An object left: two whole listings in a row lacked it, or another was created in its place.
    case disappeared(objectID: String)
    /// An object's backfill state changed.
    case transition(objectID: String, from: BackfillState, to: BackfillState)
    /// A backfill job started.
    case jobStarted(objectID: String, trigger: BackfillJob.Trigger)
    /// A backfill job ended.
    case jobFinished(FinishedRun)
    /// An error was first seen.
    case newError(NewError)
}

/// An error that was first seen by a fold.
public struct NewError: Hashable, Sendable {
    /// Where it is listed.
    public var source: ErrorSource
    /// Its reason, as a label value.
    public var reason: LabelText
    /// What tells it from others, at most 512 bytes; empty when the API gives none.
    public var errorUuid: String
    /// When it occurred.
    public var errorTime: Timestamp?
    /// The first object that lists it; nil for an error of the stream itself.
    public var objectID: String?

    /// An error of known parts.
    public init(
        source: ErrorSource, reason: LabelText, errorUuid: String, errorTime: Timestamp? = nil, objectID: String? = nil
    ) {
        self.source = source
        self.reason = reason
        self.errorUuid = errorUuid
        self.errorTime = errorTime
        self.objectID = objectID
    }

    /// An error as it is listed.
    init(_ error: ReportedError, source: ErrorSource, objectID: String?) {
        self.init(
            source: source, reason: LabelText(error.reason), errorUuid: LabelText.bounded(error.errorUuid),
            errorTime: error.errorTime, objectID: objectID)
    }
}
