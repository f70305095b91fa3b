internal import Datastream
package import Notation

/// What is now known better of a run that ended before.
package struct RunAmendment: Sendable, Equatable {
    /// The object's id.
    package let objectID: String
    /// The times of the run as they were known, which tell it from other runs of the object.
    package let formerStart: Timestamp?
    package let formerEnd: Timestamp?
    /// The times as they are known now.
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
