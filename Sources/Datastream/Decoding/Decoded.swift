/// A decoded resource and what its decoding tolerated.
public struct Decoded<Item: Sendable>: Sendable {
    /// The resource.
    public let item: Item
    /// What decoding tolerated.
    public let notes: DecodingNotes
}

extension Decoded where Item == StreamObject {
    /// Wraps a decoded object.
    init(_ object: StreamObject) {
        var notes = DecodingNotes()
        notes.add(decoding: object)
        self.init(item: object, notes: notes)
    }
}
