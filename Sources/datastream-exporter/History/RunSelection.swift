internal import Datastream
internal import Ledger

/// Which runs are listed.
struct RunSelection: Sendable {
    /// A stream by its full resource name or its id; nil for all.
    var stream: String?
    /// An object by its label or its id; nil for all.
    var object: String?

    func includes(_ line: RunLine) -> Bool {
        if let stream, stream != line.stream.stream, stream != line.stream.description { return false }
        if let object, object != line.run.label, object != line.run.objectID { return false }
        return true
    }
}
