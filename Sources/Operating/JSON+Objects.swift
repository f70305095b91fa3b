internal import Datastream
package import Notation

extension JSON {
    /// An object for scripts: the API's own JSON, preceded by the object's name, label, state and source.
    ///
    /// - Parameters:
    ///   - target: the object as it was last read.
    ///   - more: further members.
    package init(_ target: Target, _ more: KeyValuePairs<String, JSON?> = [:]) {
        let object = target.object
        let first = Self.list(["name": .string("\(target.name)"), "object": .string(object.label)])
        let last = Self.list([
            // The state of an object that could not be read is unknown.
            "state": target.json.map { _ in .string(object.backfillState.rawValue) },
            "source": object.sourceObject.map(Self.init(source:)), "streamObject": target.json.map { .written($0) },
        ])
        self = .object(first + Self.list(more) + last)
    }

    private init(source: SourceObject) {
        self = .members([
            "type": .string(source.type),
            "namespace": source.namespace.isEmpty ? nil : .string(source.namespace),
            "table": .string(source.table),
        ])
    }
}
