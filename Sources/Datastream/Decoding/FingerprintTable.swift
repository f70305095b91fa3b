/// The indices of objects by fingerprint: open addressing, because digests are already evenly distributed.
struct FingerprintTable: Sendable {
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
