import Datastream

extension StreamLedger {
    /// Counts the errors never seen before, and updates which are listed.
    mutating func foldErrors(ofStream streamErrors: [ReportedError], into events: inout [LedgerEvent]) {
        var listed: Set<ErrorKey> = []
        listed.reserveCapacity(errors.listed.count)
        var new: [NewError] = []
        eachListedError(ofStream: streamErrors) { error, source, objectID in
            let key = ErrorKey(error, source: source)
            if listed.insert(key).inserted, !errors.contains(key) {
                new.append(NewError(error, source: source, objectID: objectID))
            }
        }
        for error in new {
            counters.newErrors.count(error.source)
            counters.newErrorsByReason.count(error.reason, source: error.source)
            latestErrors[error.source] = error
            events.append(.newError(error))
        }
        errors.list(listed)
        self.streamErrors = streamErrors
    }

    /// Calls `body` with each error of the stream, its objects and their jobs, in this order.
    func eachListedError(
        ofStream streamErrors: [ReportedError], _ body: (ReportedError, ErrorSource, _ objectID: String?) -> Void
    ) {
        for error in streamErrors { body(error, .stream, nil) }
        for object in objects {
            for error in object.errors { body(error, .object, object.id) }
            for error in object.backfillJob?.errors ?? [] { body(error, .backfill, object.id) }
        }
    }
}

extension StreamObject {
    /// Whether the object or its job lists any error.
    var listsErrors: Bool { !errors.isEmpty || !(backfillJob?.errors.isEmpty ?? true) }

    /// Whether both list the same errors.
    func listsSameErrors(as other: StreamObject) -> Bool {
        errors == other.errors && (backfillJob?.errors ?? []) == (other.backfillJob?.errors ?? [])
    }
}
