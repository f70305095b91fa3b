import Datastream

extension StreamLedger {
    /// Counts the errors never seen before, and updates which are listed.
    ///
    /// - Parameters:
    ///   - streamErrors: the errors of the stream itself.
    ///   - changes: the objects whose errors changed, in listing order, then those that are gone.
    ///   - events: receives the new errors.
    mutating func foldErrors(
        ofStream streamErrors: [ReportedError], _ changes: [ErrorChange], into events: inout [LedgerEvent]
    ) {
        var added = ListedErrors()
        var removed = ListedErrors()
        let isNew: [Bool]
        var countable = Int.max
        if let former = self.streamErrors {
            if former != streamErrors {
                added.add(ofStream: streamErrors)
                removed.add(ofStream: former)
            }
            for change in changes {
                if let now = change.now { added.add(of: now) }
                if let then = change.then { removed.add(of: then) }
            }
            if added.isEmpty, removed.isEmpty { return }
            isNew = errors.change(added: added.keys, removed: removed.keys)
        } else {
            added.add(ofStream: streamErrors)
            // What a missing object lists was restored, maybe with a message that the file does not hold: it is not new.
            for (object, record) in zip(objects, records) where !record.isMissing { added.add(of: object) }
            countable = added.keys.count
            for (object, record) in zip(objects, records) where record.isMissing { added.add(of: object) }
            isNew = errors.replace(with: added.keys)
        }
        for index in isNew.indices where isNew[index] && index < countable {
            let error = added.error(at: index)
            counters.newErrors.count(error.source)
            counters.newErrorsByReason.count(error.reason, source: error.source)
            latestErrors[error.source] = error
            events.append(.newError(error))
        }
        self.streamErrors = streamErrors
    }

    /// Marks the listed errors as seen without counting them; reasons that are new get a counter at 0.
    mutating func seeListedErrors(ofStream streamErrors: [ReportedError]) {
        var listed = ListedErrors()
        listed.add(ofStream: streamErrors)
        for object in objects { listed.add(of: object) }
        for index in listed.keys.indices {
            let error = listed.error(at: index)
            counters.newErrorsByReason.see(error.reason, source: error.source)
        }
        var memory = ErrorMemory(left: errors.left)
        _ = memory.replace(with: listed.keys)
        errors = memory
    }
}
