public import Notation

/// The full name of a stream object: `projects/{project}/locations/{location}/streams/{stream}/objects/{object}`.
public struct ObjectName: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The stream that it belongs to.
    public var stream: StreamName
    /// The opaque id that the API gives the object.
    public var id: String

    /// Creates a name from its parts.
    public init(stream: StreamName, id: String) {
        self.stream = stream
        self.id = id
    }

    /// Parses a full resource name; nil when the text is anything else.
    public init?(_ name: String) {
        guard let ids = ResourceName.ids(of: name, collections: ["projects", "locations", "streams", "objects"]) else {
            return nil
        }
        self.init(stream: StreamName(project: ids[0], location: ids[1], stream: ids[2]), id: ids[3])
    }

    /// The full resource name.
    public var description: String { "\(stream)/objects/\(id)" }

    /// Orders by stream, then by id.
    public static func < (left: ObjectName, right: ObjectName) -> Bool {
        (left.stream, left.id) < (right.stream, right.id)
    }
}

extension StreamObject {
    /// Decodes a response of `streams.objects.get` or `lookup`.
    ///
    /// - Throws: when the body is no object, or another than was asked for.
    public static func decode(_ body: [UInt8], named name: ObjectName) throws(DecodingFailure) -> Decoded<StreamObject>
    {
        let decoded = try decode(body, of: name.stream)
        try decoded.item.hold(to: name, at: "name")
        return decoded
    }

    /// Decodes a response of `streams.objects.startBackfillJob` or `stopBackfillJob`: the object is in its field
    /// `object`.
    ///
    /// - Throws: when the body holds no object, or another than was commanded.
    public static func decode(
        _ body: [UInt8], ofCommandOn name: ObjectName
    ) throws(DecodingFailure) -> Decoded<StreamObject> {
        let document = try JSONDocument.answer(body)
        let object = try document.root.field(CommandKeys.object).object { json throws(DecodingFailure) in
            try StreamObject.read(json, of: Parent(name.stream))
        }
        guard let object else { throw DecodingFailure("an answer without an object") }
        try object.hold(to: name, at: "object.name")
        return Decoded(object)
    }

    private func hold(to name: ObjectName, at path: String) throws(DecodingFailure) {
        guard ByteText(id) == ByteText(name.id) else {
            throw DecodingFailure("another object than was asked for").inside(path)
        }
    }

    private enum CommandKeys {
        static let object: JSONKey = "object"
    }
}
