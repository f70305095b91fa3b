/// The indices of objects by fingerprint: open addressing, because digests are already evenly distributed.
struct FingerprintTable: Sendable {
    /// Slots; at least half of them are free.
    private var slots: [Slot]
    /// At least sixteen bits for each object: a small table that tells nearly always that an object is new.
    private var traces: [UInt64]

    /// Some bits of an object's digest tell nearly always that it is another, without a look at the object.
    private struct Slot: Sendable {
        var tag: UInt32 = 0
        /// An index into the list of objects, or -1 for a free slot.
        var place: Int32 = -1
    }

    init(_ objects: [StreamObject]) {
        var size = 16
        while size < objects.count * 2 { size *= 2 }
        slots = Array(repeating: Slot(), count: size)
        traces = Array(repeating: 0, count: size / 8)
        for (place, object) in objects.enumerated() {
            guard let fingerprint = object.fingerprint, let place = Int32(exactly: place) else { continue }
            var slot = first(for: fingerprint)
            while slots[slot].place >= 0 { slot = next(after: slot) }
            slots[slot] = Slot(tag: Self.tag(of: fingerprint), place: place)
            let trace = trace(of: fingerprint)
            traces[trace.word] |= trace.bit
        }
    }

    func place(of fingerprint: Fingerprint, in objects: [StreamObject]) -> Int? {
        let trace = trace(of: fingerprint)
        if traces[trace.word] & trace.bit == 0 { return nil }
        let tag = Self.tag(of: fingerprint)
        var index = first(for: fingerprint)
        while slots[index].place >= 0 {
            let slot = slots[index]
            if slot.tag == tag, objects[Int(slot.place)].fingerprint == fingerprint { return Int(slot.place) }
            index = next(after: index)
        }
        return nil
    }

    private static func tag(of fingerprint: Fingerprint) -> UInt32 { UInt32(truncatingIfNeeded: fingerprint.high) }

    private func trace(of fingerprint: Fingerprint) -> (word: Int, bit: UInt64) {
        let digest = fingerprint.high >> 32
        return (Int(digest >> 6 & UInt64(traces.count - 1)), 1 << (digest & 63))
    }

    private func first(for fingerprint: Fingerprint) -> Int { Int(fingerprint.low & UInt64(slots.count - 1)) }

    private func next(after slot: Int) -> Int { (slot + 1) & (slots.count - 1) }
}
