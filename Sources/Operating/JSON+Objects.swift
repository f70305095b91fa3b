internal import Datastream
package import Notation

extension JSON {
    /// An object as scripts read it: as the API wrote it, with what we call it, its state and its source in front.
    ///
    /// - Parameters:
    ///   - target: the object as it was last read.
    ///   - more: what else there is to say of it.
    package init(_ target: Target, _ more: KeyValuePairs<String, JSON?> = [:]) {
        let object = target.object
        let first = Self.list(["name": .string("\(target.name)"), "object": .string(object.label)])
        let last = Self.list([
            // Nothing is known of the state of an object that could not be read.
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
