internal import Datastream
internal import Exposition

/// The names of an object, as its labels show them.
struct ObjectNames: Equatable, Sendable {
    private let object: StreamObject

    /// The labels, and which of the object's texts each shows.
    static let labels: KeyValuePairs<String, StreamObject.Text> = [
        "object_id": .id, "source_type": .sourceType, "namespace_name": .namespace, "table": .table,
    ]

    init(_ object: StreamObject) { self.object = object }

    /// Compares byte by byte.
    static func == (left: ObjectNames, right: ObjectNames) -> Bool { left.object.hasSameNames(as: right.object) }

    /// Writes a constant 1 with the names as labels.
    func write(to writer: inout SampleWriter) {
        writer.open()
        for (label, text) in Self.labels {
            object.withUTF8(of: text) { bytes in
                if object.hasPlainTexts {
                    writer.label(label, plain: bytes)
                } else {
                    writer.label(label, LabelText.bounded(String(decoding: bytes, as: UTF8.self)))
                }
            }
        }
        writer.close(1)
    }
}
