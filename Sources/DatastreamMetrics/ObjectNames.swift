internal import Datastream
internal import Exposition

/// The names of an object, as its labels show them.
struct ObjectNames: Equatable, Sendable {
    private let object: StreamObject

    init(_ object: StreamObject) { self.object = object }

    /// Compares byte by byte.
    static func == (left: ObjectNames, right: ObjectNames) -> Bool {
        left.object === right.object
            || ByteText(left.object.id) == ByteText(right.object.id) && left.object.sourceObject == right.object.sourceObject
    }

    /// Writes a constant 1 with the names as labels.
    func write(to writer: inout SampleWriter) {
        let source = object.sourceObject
        writer.open()
        writer.label("object_id", LabelText.bounded(object.id))
        writer.label("source_type", LabelText.bounded(source?.type ?? ""))
        writer.label("namespace_name", LabelText.bounded(source?.namespace ?? ""))
        writer.label("table", LabelText.bounded(source?.table ?? ""))
        writer.close(1)
    }
}
