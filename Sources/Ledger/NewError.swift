package import Datastream
package import Notation

/// An error that a fold saw for the first time.
package struct NewError: Hashable, Sendable {
    /// Where it is listed.
    package var source: ErrorSource
    /// Its reason, as a label value.
    package var reason: LabelText
    /// The API's id of the error, at most 512 bytes; empty if the API gives none.
    package var errorUuid: String
    /// When it occurred.
    package var errorTime: Timestamp?
    /// The first object that lists it; nil for an error of the stream itself.
    package var objectID: String?

    /// Creates an error from its parts.
    package init(
        source: ErrorSource, reason: LabelText, errorUuid: String, errorTime: Timestamp? = nil, objectID: String? = nil
    ) {
        self.source = source
        self.reason = reason
        self.errorUuid = errorUuid
        self.errorTime = errorTime
        self.objectID = objectID
    }

    /// Creates a new error from a listed one.
    init(_ error: ReportedError, source: ErrorSource, objectID: String?) {
        self.init(
            source: source, reason: LabelText(error.reason), errorUuid: LabelText.bounded(error.errorUuid),
            errorTime: error.errorTime, objectID: objectID)
    }
}
