package import Notation

/// A stream object with the original JSON from the API, which also has fields that this program does not know.
package struct WrittenObject: Hashable, Sendable {
    /// The fields that this program reads.
    package var object: StreamObject
    /// The complete JSON.
    package var json: WrittenJSON

    /// Creates an object from its parts.
    package init(object: StreamObject, json: WrittenJSON) {
        self.object = object
        self.json = json
    }
}

extension Page where Item == WrittenObject {
    /// Decodes a response of `streams.objects.list`.
    ///
    /// - Throws: when the body is not a JSON object, or contains `error`.
    package static func writtenObjects(of stream: StreamName, body: [UInt8]) throws(DecodingFailure) -> Page {
        let parent = StreamObject.Parent(stream)
        return try parse(body) { root throws(DecodingFailure) in
            var notes = DecodingNotes()
            var written = (WrittenJSON(body[...]).member("streamObjects", or: "stream_objects")?.elements ?? [])[...]
            let objects = try root.objects(PageKeys.streamObjects) { json throws(DecodingFailure) in
                let object = try StreamObject.read(json, of: parent)
                notes.add(decoding: object)
                guard let json = written.popFirst() else { throw DecodingFailure("the object was not found") }
                return WrittenObject(object: object, json: json)
            }
            return Items(items: objects, notes: notes)
        }
    }
}

extension WrittenObject {
    /// Decodes a response of `streams.objects.get`.
    ///
    /// - Throws: when the body is no object, or another than was asked for.
    package static func decode(_ body: [UInt8], named name: ObjectName) throws(DecodingFailure) -> Decoded<Self> {
        let decoded = try StreamObject.decode(body, named: name)
        return Decoded(item: Self(object: decoded.item, json: WrittenJSON(body[...])), notes: decoded.notes)
    }

    /// Decodes a response of `streams.objects.lookup`.
    ///
    /// - Throws: when the body is no object, or one of another stream.
    package static func decode(_ body: [UInt8], of stream: StreamName) throws(DecodingFailure) -> Decoded<Self> {
        let decoded = try StreamObject.decode(body, of: stream)
        return Decoded(item: Self(object: decoded.item, json: WrittenJSON(body[...])), notes: decoded.notes)
    }

    /// Decodes a response of `streams.objects.startBackfillJob` or `stopBackfillJob`: the object is in its field
    /// `object`.
    ///
    /// - Throws: when the body holds no object, or another than was commanded.
    package static func decode(
        _ body: [UInt8], ofCommandOn name: ObjectName
    ) throws(DecodingFailure) -> Decoded<Self> {
        let decoded = try StreamObject.decode(body, ofCommandOn: name)
        guard let json = WrittenJSON(body[...]).member("object") else {
            throw DecodingFailure("an answer without an object")
        }
        return Decoded(item: Self(object: decoded.item, json: json), notes: decoded.notes)
    }
}
