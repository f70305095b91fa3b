/// Recognises the objects of a stream's last complete listing by their bytes in a page.
///
/// They mostly come in the order of that listing, so each is compared with the one expected next, and looked up only
/// when it differs. A recogniser follows one listing from its first page to its last.
public struct Recogniser: Sendable {
    private let known: [StreamObject]
    private let seed: UInt64
    /// The index of the object expected next.
    private var due = 0
    /// Whether the last object was new, which makes it likely that the next one is, too.
    private var isAstray = false
    /// The indices of the known objects by fingerprint; built when an object is first not found nearby.
    private var places: FingerprintTable?

    /// How far to search on either side of the expected object before building the table.
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
        guard !isAstray, due < known.count, let fingerprint = known[due].fingerprint else { return nil }
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
        if let place = place(of: fingerprint) {
            due = place + 1
            isAstray = false
            return .known(known[place])
        }
        // Usually the expected object has changed and the one after it has not.
        let former = due < known.count ? known[due] : nil
        due += 1
        isAstray = true
        return .new(fingerprint, former: former)
    }

    private mutating func place(of fingerprint: Fingerprint) -> Int? {
        if let places { return places.place(of: fingerprint, in: known) }
        let near = known.indices.clamped(to: due - Self.nearby..<due + Self.nearby)
        if let place = near.first(where: { known[$0].fingerprint == fingerprint }) { return place }
        let places = FingerprintTable(known)
        self.places = places
        return places.place(of: fingerprint, in: known)
    }
}
