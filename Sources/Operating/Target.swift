package import Datastream
package import Notation

/// An object that a command applies to, as it was when it was selected.
package struct Target: Hashable, Sendable {
    /// Its full name.
    package let name: ObjectName
    /// The object's state at that time.
    package let object: StreamObject
    /// The object's JSON from the API; nil if it was never read.
    package let json: WrittenJSON?

    /// Creates a target for an object of a stream.
    package init(_ object: StreamObject, of stream: StreamName, json: WrittenJSON? = nil) {
        name = ObjectName(stream: stream, id: object.id)
        self.object = object
        self.json = json
    }

    /// Creates a target for an object that was just read.
    package init(_ read: WrittenObject, of stream: StreamName) {
        self.init(read.object, of: stream, json: read.json)
    }

    /// The displayed name: the full name, or on a terminal the stream's ID and the object's.
    func shownName(columns: Int?) -> String {
        VisibleText.escaped(columns == nil ? "\(name)" : "\(name.stream.stream)/\(name.id)")
    }

    /// A line for an object that is not done: the name comes first for scripts, and last on a terminal, if it fits.
    func openLine(_ state: String, columns: Int?) -> String {
        let name = shownName(columns: columns)
        guard let columns else { return "\(name)  \(label)  \(state)" }
        return VisibleText.line([label, state], name: name, columns: columns - 2)
    }

    /// The label, with terminal control characters escaped.
    package var label: String { VisibleText.escaped(object.label) }

    /// Sorts objects in the order in which commands are sent: by label, then by name.
    package static func ordered(_ targets: [Target]) -> [Target] {
        targets.sorted { ($0.object.label, $0.name) < ($1.object.label, $1.name) }
    }

    /// Sorts failed objects in the order in which they are retried: the earliest failure first.
    package static func orderedByEnd(_ targets: [Target]) -> [Target] {
        let never = Timestamp(seconds: .max)
        return targets.sorted {
            ($0.object.backfillJob?.lastEndTime ?? never, $0.name)
                < ($1.object.backfillJob?.lastEndTime ?? never, $1.name)
        }
    }
}
