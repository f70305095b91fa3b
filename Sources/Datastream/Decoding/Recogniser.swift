/// Recognises the objects of a stream's last complete listing by their bytes in a page.
///
/// They mostly come in the order of that listing, so each is compared with the one expected next, and looked up only
/// when it differs. A recogniser follows one listing from its first page to its last.
public struct Recogniser: Sendable {
    private let known: [StreamObject]
    private let seed: UInt64
    /// The index of the object expected next.
    private var due = 0
    /// The indices of the known objects by fingerprint; built when an object is first not found nearby.
    private var places: FingerprintTable?

    /// How far to search on either side of the expected object before using the table.
    private static let nearby = 4

    /// Creates a recogniser.
    ///
    /// - Parameters:
    ///   - known: the objects of the last complete listing; those not read from a listing are never recognised.
    ///   - seed: the same for all listings of a process.
    public init(known: [StreamObject], seed: UInt64) {
        self.known = known
        self.seed = seed
    }

    /// The expected object, if its bytes begin at `start` and another element or the end of the array follows.
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

    /// Looks up the object with these bytes, wherever it was in the last listing.
    mutating func take(_ bytes: Span<UInt8>) -> Recognised {
        let fingerprint = Fingerprint(of: bytes, seed: seed)
        guard let place = place(of: fingerprint) else {
            // Usually the expected object has changed and the one after it has not.
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
    /// A known object.
    case known(StreamObject)
    /// An object that must be decoded.
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

/// What is known about an object before it is decoded.
struct NewObject: Sendable {
    /// The fingerprint of its bytes, to recognise it by later.
    let fingerprint: Fingerprint
    /// The object expected in its place, usually its earlier version; equal strings are shared with it.
    let former: StreamObject?
}

/// The indices of objects by fingerprint: open addressing, because digests are already evenly distributed.
private struct FingerprintTable: Sendable {
    /// An index into the list of objects, or -1 for a free slot; at least half of the slots are free.
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
