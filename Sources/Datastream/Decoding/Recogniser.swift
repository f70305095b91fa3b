/// Recognises the objects of a stream's last whole listing by the bytes that a page has of them.
///
/// They mostly come in the order of that listing, so each is compared with the one that is due, and looked up only when it
/// differs. A recogniser follows one listing from its first page to its last.
public struct Recogniser: Sendable {
    private let known: [StreamObject]
    private let seed: UInt64
    /// The place of the object that is due.
    private var due = 0
    /// The places of the known objects by their fingerprints; made when the first object is out of order.
    private var places: FingerprintTable?

    /// How far an object is looked for on either side before it is looked up.
    private static let nearby = 4

    /// A recogniser.
    ///
    /// - Parameters:
    ///   - known: the objects of the last whole listing; those that were not read from one are never recognised.
    ///   - seed: the same in all listings of a process.
    public init(known: [StreamObject], seed: UInt64) {
        self.known = known
        self.seed = seed
    }

    /// The object that is due, if its bytes begin there and another element or the end of the array follows.
    mutating func takeDue(_ page: Span<UInt8>, at start: Int) -> (object: StreamObject, end: Int)? {
        guard due < known.count, let fingerprint = known[due].fingerprint, Int(fingerprint.length) < page.count - start
        else {
            return nil
        }
        let end = start + Int(fingerprint.length)
        let next = page.afterSpace(end)
        guard page.has(",", at: next) || page.has("]", at: next),
            Fingerprint(of: page.extracting(start..<end), seed: seed) == fingerprint
        else { return nil }
        defer { due += 1 }
        return (known[due], end)
    }

    /// The object of these bytes, wherever it stood in the last listing.
    mutating func take(_ bytes: Span<UInt8>) -> Recognised {
        let fingerprint = Fingerprint(of: bytes, seed: seed)
        guard let place = place(of: fingerprint) else {
            // Most often the object that is due has changed, and the one after it has not.
            let former = due < known.count ? known[due] : nil
            due += 1
            return .new(NewObject(fingerprint: fingerprint, former: former))
        }
        due = place + 1
        return .known(known[place])
    }

    private mutating func place(of fingerprint: Fingerprint) -> Int? {
        let near = known.indices.clamped(to: due - Self.nearby..<due + Self.nearby)
        if let place = near.first(where: { known[$0].fingerprint == fingerprint }) { return place }
        let places = self.places ?? FingerprintTable(known)
        self.places = places
        return places.place(of: fingerprint, in: known)
    }
}

/// An object of a page.
enum Recognised: Sendable {
    /// One that is known.
    case known(StreamObject)
    /// One that must be decoded.
    case new(NewObject)

    var known: StreamObject? {
        guard case .known(let object) = self else { return nil }
        return object
    }

    var new: NewObject? {
        guard case .new(let object) = self else { return nil }
        return object
    }
}

/// What is known of an object before it is decoded.
struct NewObject: Sendable {
    /// What its bytes will be recognised by.
    let fingerprint: Fingerprint
    /// The object that was due in its place, most often itself as it was before; texts that are the same are shared with it.
    let former: StreamObject?
}

/// The places of objects by their fingerprints: open addressing, as digests are spread evenly by themselves.
private struct FingerprintTable: Sendable {
    /// A place in the list of objects, or -1; at least half of them are free.
    private var slots: [Int32]

    init(_ objects: [StreamObject]) {
        var size = 16
        while size < objects.count * 2 { size *= 2 }
        slots = Array(repeating: -1, count: size)
        for (place, object) in objects.enumerated() {
            guard let fingerprint = object.fingerprint, let place = Int32(exactly: place) else { continue }
            var slot = first(for: fingerprint)
            while slots[slot] >= 0 { slot = next(after: slot) }
            slots[slot] = place
        }
    }

    func place(of fingerprint: Fingerprint, in objects: [StreamObject]) -> Int? {
        var slot = first(for: fingerprint)
        while slots[slot] >= 0 {
            let place = Int(slots[slot])
            if objects[place].fingerprint == fingerprint { return place }
            slot = next(after: slot)
        }
        return nil
    }

    private func first(for fingerprint: Fingerprint) -> Int { Int(fingerprint.low & UInt64(slots.count - 1)) }

    private func next(after slot: Int) -> Int { (slot + 1) & (slots.count - 1) }
}
