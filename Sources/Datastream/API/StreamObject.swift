public import Notation

/// A table (or collection, or object) that a stream replicates.
///
/// Objects are immutable and shared. A poll that finds an object's bytes unchanged returns the same reference, so `===`
/// means that nothing changed.
public final class StreamObject: Hashable, Sendable {
    /// The id that the server assigned: the last segment of the resource name.
    public let id: String
    /// The human-readable name, usually `schema.table`.
    public let displayName: String
    /// Its identity at the source; nil when the API does not say.
    public let sourceObject: SourceObject?
    /// The latest backfill job; nil when there never was one.
    public let backfillJob: BackfillJob?
    /// The active errors on the object itself.
    public let errors: [ReportedError]
    /// When the object was created.
    public let createTime: Timestamp?
    /// When the object was last changed.
    public let updateTime: Timestamp?

    /// Identifies the object's JSON; nil for an object that was not read from a listing.
    let fingerprint: Fingerprint?
    /// What decoding tolerated; nil for nothing.
    let notes: DecodingNotes?

    /// Creates an object from its fields.
    public convenience init(
        id: String, displayName: String = "", sourceObject: SourceObject? = nil, backfillJob: BackfillJob? = nil,
        errors: [ReportedError] = [], createTime: Timestamp? = nil, updateTime: Timestamp? = nil
    ) {
        self.init(
            id: id, displayName: displayName, sourceObject: sourceObject, backfillJob: backfillJob, errors: errors,
            createTime: createTime, updateTime: updateTime, fingerprint: nil, notes: nil)
    }

    private init(
        id: String, displayName: String, sourceObject: SourceObject?, backfillJob: BackfillJob?,
        errors: [ReportedError], createTime: Timestamp?, updateTime: Timestamp?, fingerprint: Fingerprint?,
        notes: DecodingNotes?
    ) {
        self.fingerprint = fingerprint
        self.notes = notes
        self.id = id
        self.displayName = displayName
        self.sourceObject = sourceObject
        self.backfillJob = backfillJob
        self.errors = errors
        self.createTime = createTime
        self.updateTime = updateTime
    }

    /// A copy with another job and other errors.
    public func with(backfillJob: BackfillJob?, errors: [ReportedError]) -> StreamObject {
        StreamObject(
            id: id, displayName: displayName, sourceObject: sourceObject, backfillJob: backfillJob, errors: errors,
            createTime: createTime, updateTime: updateTime)
    }

    /// Whether both have the same id and the same names, byte for byte.
    func hasSameNames(as other: StreamObject) -> Bool {
        hasSameID(as: other) && sourceObject == other.sourceObject
            && ByteText(displayName) == ByteText(other.displayName)
    }

    /// Whether both have the same id, byte for byte.
    func hasSameID(as other: StreamObject) -> Bool { self === other || ByteText(id) == ByteText(other.id) }

    /// Compares byte by byte, because a scrape shows names exactly as they are written now.
    public static func == (left: StreamObject, right: StreamObject) -> Bool {
        left === right || left.hasSameFields(as: right)
    }

    private func hasSameFields(as other: StreamObject) -> Bool {
        ByteText(id) == ByteText(other.id) && ByteText(displayName) == ByteText(other.displayName)
            && sourceObject == other.sourceObject && backfillJob == other.backfillJob && errors == other.errors
            && createTime == other.createTime && updateTime == other.updateTime
    }

    /// Hashes the id, which is unique in a stream.
    public func hash(into hasher: inout Hasher) { hasher.combine(ByteText(id)) }

    /// The state of the backfill job; `NONE` without one.
    public var backfillState: BackfillState { backfillJob?.state ?? .none }

    /// The name to show: `schema.table`, else the display name, else the id.
    ///
    /// It may repeat within a stream; ``ObjectLabels`` makes it unique.
    public var label: String { sourceObject?.label ?? (displayName.isEmpty ? id : displayName) }
}

extension StreamObject {
    /// Decodes an object and checks that it belongs to the parent stream.
    convenience init(
        _ json: JSONElement, of parent: Parent, _ new: NewObject? = nil
    ) throws(DecodingFailure) {
        guard let name = try json.string(Keys.name) else { throw DecodingFailure("an object without a name") }
        let former = new?.former
        let id = try parent.id(in: name, sharing: former?.id)
        var notes = DecodingNotes()
        self.init(
            id: id,
            displayName: try json.text(Keys.displayName, sharing: former?.displayName) ?? "",
            sourceObject: try json.object(Keys.sourceObject) { json throws(DecodingFailure) in
                let source = try SourceObject(json)
                return source == former?.sourceObject ? former?.sourceObject : source
            },
            backfillJob: try json.object(Keys.backfillJob) { job throws(DecodingFailure) in
                try BackfillJob(job, &notes)
            },
            errors: try ReportedError.list(in: json, &notes),
            createTime: try json.timestamp(Keys.createTime, of: "StreamObject", &notes),
            updateTime: try json.timestamp(Keys.updateTime, of: "StreamObject", &notes),
            fingerprint: new?.fingerprint, notes: notes.isEmpty ? nil : notes)
    }

    private enum Keys {
        static let name: JSONKey = "name"
        static let displayName = JSONKey("displayName", "display_name")
        static let sourceObject = JSONKey("sourceObject", "source_object")
        static let backfillJob = JSONKey("backfillJob", "backfill_job")
        static let createTime = JSONKey("createTime", "create_time")
        static let updateTime = JSONKey("updateTime", "update_time")
    }
}

extension StreamObject {
    /// The stream that objects must belong to.
    struct Parent: Sendable {
        private let stream: StreamName
        /// The prefix of the names of the stream's objects, if the response writes the project as it was requested.
        private let prefix: [UInt8]

        private static let collection = "/objects/"

        init(_ stream: StreamName) {
            self.stream = stream
            prefix = Array("\(stream)\(Self.collection)".utf8)
        }

        /// The last segment of an object's name; an equal `former` id is reused.
        fileprivate func id(in name: JSONElement, sharing former: String?) throws(DecodingFailure) -> String {
            let known = name.withUTF8 { bytes -> String? in
                guard bytes.count > prefix.count, bytes.starts(with: prefix) else { return nil }
                let id = UnsafeBufferPointer(rebasing: bytes[prefix.count...])
                return id.contains(UInt8(ascii: "/")) ? nil : String(id, sharing: former)
            }
            if let id = known ?? nil { return id }
            guard let text = name.text, let end = text.ranges(of: Self.collection).last,
                let parent = StreamName(String(text[..<end.lowerBound])), end.upperBound < text.endIndex,
                !text[end.upperBound...].utf8.contains(UInt8(ascii: "/"))
            else { throw DecodingFailure("not the name of a stream object").inside(Keys.name.path) }
            guard stream.matches(parent) else {
                throw DecodingFailure("the object belongs to another stream").inside(Keys.name.path)
            }
            return String(text[end.upperBound...])
        }
    }
}
