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

    init(_ former: SeenRun, of objectID: String, as job: BackfillJob) {
        self.objectID = objectID
        formerStart = former.start
        formerEnd = former.end
        start = former.start ?? job.lastStartTime
        end = job.lastEndTime ?? former.end
    }
}
