internal import Datastream

/// Errors in the order of the stream, its objects and their jobs, with their keys.
struct ListedErrors {
    private(set) var keys: [ErrorKey] = []
    private var errors: [(error: ReportedError, object: StreamObject?)] = []

    var isEmpty: Bool { keys.isEmpty }

    mutating func add(ofStream errors: [ReportedError]) {
        for error in errors { add(error, .stream, nil) }
    }

    mutating func add(of object: StreamObject) {
        for error in object.errors { add(error, .object, object) }
        for error in object.jobErrors { add(error, .backfill, object) }
    }

    private mutating func add(_ error: ReportedError, _ source: ErrorSource, _ object: StreamObject?) {
        keys.append(ErrorKey(error, source: source))
        errors.append((error, object))
    }

    /// The error as one that is seen for the first time.
    func error(at index: Int) -> NewError {
        NewError(errors[index].error, source: keys[index].source, objectID: errors[index].object?.id)
    }
}
