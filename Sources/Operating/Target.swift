package import Datastream
package import Notation

/// An object that a command is about, as it was when it was chosen.
package struct Target: Hashable, Sendable {
    /// Its full name.
    package let name: ObjectName
    /// Its state then.
    package let object: StreamObject
    /// The object as the API wrote it; nil if it was never read.
    package let json: WrittenJSON?

    /// An object of a stream.
    package init(_ object: StreamObject, of stream: StreamName, json: WrittenJSON? = nil) {
        name = ObjectName(stream: stream, id: object.id)
        self.object = object
        self.json = json
    }

    /// An object of a stream that was just read.
    package init(_ read: WrittenObject, of stream: StreamName) {
        self.init(read.object, of: stream, json: read.json)
    }

    /// Its name as shown: whole, or on a terminal the stream's id and its own.
    func shownName(columns: Int?) -> String {
        VisibleText.escaped(columns == nil ? "\(name)" : "\(name.stream.stream)/\(name.id)")
    }

    /// A line on what is still to be done: the name first where scripts may read it, and last on a terminal, if it fits.
    func openLine(_ state: String, columns: Int?) -> String {
        let name = shownName(columns: columns)
        guard let columns else { return "\(name)  \(label)  \(state)" }
        return VisibleText.line([label, state], name: name, columns: columns - 2)
    }

    /// Its label, without anything that acts on a terminal.
    package var label: String { VisibleText.escaped(object.label) }

    /// Objects in the order in which commands are sent: by label, then by id.
    package static func ordered(_ targets: [Target]) -> [Target] {
        targets.sorted { ($0.object.label, $0.name) < ($1.object.label, $1.name) }
    }

    /// Failed objects in the order in which they are retried: the earliest failure first.
    package static func orderedByEnd(_ targets: [Target]) -> [Target] {
        let never = Timestamp(seconds: .max)
        return targets.sorted {
            ($0.object.backfillJob?.lastEndTime ?? never, $0.name)
                < ($1.object.backfillJob?.lastEndTime ?? never, $1.name)
        }
    }
}
