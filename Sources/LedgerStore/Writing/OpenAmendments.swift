internal import Datastream
internal import Ledger

/// Amendments that wait for their run, while the runs of a stream pass by, the latest first.
///
/// Each amendment belongs to the latest run of its object that has the former times.
struct OpenAmendments {
    /// Those of each object, the latest first.
    private var amendments: [ByteText: [RunAmendment]] = [:]

    /// Whether each amendment has found its run.
    var isEmpty: Bool { amendments.isEmpty }

    /// Adds an amendment that is earlier than all others.
    mutating func add(_ amendment: RunAmendment) {
        amendments[ByteText(amendment.objectID), default: []].append(amendment)
    }

    /// Applies to a run the amendments that belong to it, the earliest first.
    ///
    /// - Returns: whether there were any.
    @discardableResult
    mutating func amend(_ run: inout FinishedRun) -> Bool {
        guard !isEmpty, var waiting = amendments[ByteText(run.objectID)] else { return false }
        let count = waiting.count
        for index in waiting.indices.reversed()
        where waiting[index].formerStart == run.start && waiting[index].formerEnd == run.end {
            let amendment = waiting.remove(at: index)
            (run.start, run.end) = (amendment.start, amendment.end)
        }
        amendments[ByteText(run.objectID)] = waiting.isEmpty ? nil : waiting
        return waiting.count < count
    }
}
