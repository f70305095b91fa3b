internal import Datastream
package import Notation

/// Times of an ended run that were filled in or corrected.
package struct RunAmendment: Sendable, Equatable {
    /// The object's id.
    package let objectID: String
    /// The times known before, which identify the run among those of the object.
    package let formerStart: Timestamp?
    package let formerEnd: Timestamp?
    /// The times known now.
    package let start: Timestamp?
    package let end: Timestamp?

    init(_ former: SeenRun, of object: StreamObject) {
        objectID = object.id
        formerStart = former.start
        formerEnd = former.end
        start = former.start ?? object.lastStartTime
        end = object.lastEndTime ?? former.end
    }
}
