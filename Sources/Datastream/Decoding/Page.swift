public import Notation

/// One page of a listing, whose items are not decoded yet.
///
/// The token is known before the items are decoded, so the request for the next page can leave first.
public struct Page<Item: Sendable>: ~Copyable, Sendable {
    /// The token of the next page; nil on the last page.
    public let nextPageToken: String?
    /// Places that the API could not reach for this page, as resource names.
    public let unreachable: [String]
    private let document: JSONDocument
    private let read: @Sendable (JSONElement) throws(DecodingFailure) -> Items

    /// The decoded items of a page and what their decoding tolerated.
    public struct Items: Sendable {
        /// The items, in the order of the response.
        public var items: [Item]
        /// What decoding tolerated.
        public var notes: DecodingNotes
    }

    /// Takes a checked document.
    ///
    /// It cannot throw, because an owner of a handle must be initialized completely or not at all.
    private init(
        _ document: consuming JSONDocument, nextPageToken: String?, unreachable: [String],
        read: @escaping @Sendable (JSONElement) throws(DecodingFailure) -> Items
    ) {
        self.document = document
        self.nextPageToken = nextPageToken
        self.unreachable = unreachable
        self.read = read
    }

    /// Checks that a body is a JSON object and not an error.
    static func parse(
        _ body: [UInt8], read: @escaping @Sendable (JSONElement) throws(DecodingFailure) -> Items
    ) throws(DecodingFailure) -> Page {
        let document = try JSONDocument.answer(body)
        let token = try document.root.text(PageKeys.nextPageToken)
        let unreachable = try document.root.texts(PageKeys.unreachable)
        return Page(
            document, nextPageToken: token.flatMap { $0.isEmpty ? nil : $0 }, unreachable: unreachable, read: read)
    }

    /// Decodes the items.
    ///
    /// - Throws: the path of the first field with a wrong type, or of the first item that does not belong here.
    public consuming func decode() throws(DecodingFailure) -> Items { try read(document.root) }
}

extension JSONDocument {
    /// Parses the body of a successful response: an object without `error`.
    static func answer(_ body: [UInt8]) throws(DecodingFailure) -> JSONDocument {
        let document = try JSONDocument(parsing: body)
        guard document.root.isObject else { throw DecodingFailure("the answer is not a JSON object") }
        if document.root[PageKeys.error] != nil {
            throw DecodingFailure("an error body under a status of success")
        }
        return document
    }
}

extension Page where Item == StreamObject {
    /// Decodes a response of `streams.objects.list`.
    ///
    /// - Throws: when the body is not a JSON object, or contains `error`.
    public static func objects(of stream: StreamName, body: [UInt8]) throws(DecodingFailure) -> Page {
        let parent = StreamObject.Parent(stream)
        return try parse(body) { root throws(DecodingFailure) in
            let objects = try root.objects(PageKeys.streamObjects) { json throws(DecodingFailure) in
                try StreamObject.read(json, of: parent)
            }
            var notes = DecodingNotes()
            for object in objects { notes.add(decoding: object) }
            return Items(items: objects, notes: notes)
        }
    }
}

extension Page where Item == StreamObject {
    /// Like ``objects(of:body:)``, but recognises known objects by their bytes instead of decoding them.
    ///
    /// Results and errors are the same.
    package static func objects(
        of stream: StreamName, body: [UInt8], recognising recogniser: inout Recogniser
    ) throws(DecodingFailure) -> Page {
        guard let page = RecognisedPage(body, &recogniser) else { return try objects(of: stream, body: body) }
        let parent = StreamObject.Parent(stream)
        do throws(DecodingFailure) {
            return try parse(page.rest) { _ throws(DecodingFailure) in
                do throws(DecodingFailure) {
                    return try page.items(of: parent)
                } catch {
                    // Decoding the whole page gives the error its correct path.
                    return try objects(of: stream, body: body).decode()
                }
            }
        } catch {
            return try objects(of: stream, body: body)
        }
    }
}

extension RecognisedPage {
    /// Decodes the new objects, and puts them between the known ones.
    fileprivate func items(of parent: StreamObject.Parent) throws(DecodingFailure) -> Page<StreamObject>.Items {
        var items = known
        if !new.isEmpty {
            items = []
            items.reserveCapacity(known.count + new.count)
            var reader = try JSONPartReader(depth: Self.depth)
            var taken = 0
            for object in new {
                let before = object.place - items.count
                if before > 0 {
                    items += known[taken..<taken + before]
                    taken += before
                }
                items.append(try StreamObject.read(reader.object(at: object.range, in: bytes), of: parent, object))
            }
            items += known[taken...]
        }
        var notes = DecodingNotes()
        for object in items { notes.add(decoding: object) }
        return Page.Items(items: items, notes: notes)
    }
}

extension Page where Item == Stream {
    /// Decodes a response of `streams.list`; the location may be `-`.
    ///
    /// - Throws: when the body is not a JSON object, or contains `error`.
    public static func streams(
        inProject project: String, location: String, body: [UInt8]
    ) throws(DecodingFailure) -> Page {
        try parse(body) { root throws(DecodingFailure) in
            var notes = DecodingNotes()
            let streams = try root.objects(PageKeys.streams) { json throws(DecodingFailure) in
                try Stream(json, inProject: project, location: location, &notes)
            }
            return Items(items: streams, notes: notes)
        }
    }
}

extension Page where Item == String {
    /// Decodes the location ids in a response of `locations.list`.
    ///
    /// - Throws: when the body is not a JSON object, or contains `error`.
    public static func locations(body: [UInt8]) throws(DecodingFailure) -> Page {
        try parse(body) { root throws(DecodingFailure) in
            let ids = try root.objects(PageKeys.locations) { json throws(DecodingFailure) in
                guard let id = try json.text(PageKeys.locationId), ResourceName.isID(id) else {
                    throw DecodingFailure("not an id that a resource name can contain")
                        .inside(PageKeys.locationId.path)
                }
                return id
            }
            return Items(items: ids, notes: DecodingNotes())
        }
    }
}

extension Stream {
    /// Decodes a response of `streams.get`.
    ///
    /// - Throws: when the body is no stream, or another than was asked for.
    public static func decode(
        _ body: [UInt8], named name: StreamName
    ) throws(DecodingFailure) -> Decoded<Stream> {
        let document = try JSONDocument.answer(body)
        var notes = DecodingNotes()
        let stream = try Stream(document.root, inProject: name.project, location: name.location, &notes)
        guard stream.name == name else { throw DecodingFailure("another stream than was asked for").inside("name") }
        return Decoded(item: stream, notes: notes)
    }
}

extension StreamObject {
    /// Decodes a response of `streams.objects.get`.
    ///
    /// - Throws: when the body is no object, or one of another stream.
    public static func decode(
        _ body: [UInt8], of stream: StreamName
    ) throws(DecodingFailure) -> Decoded<StreamObject> {
        let document = try JSONDocument.answer(body)
        return Decoded(try read(document.root, of: Parent(stream)))
    }
}
