internal import CZlib

/// Parts one after the other, with what a response must know of them as a whole.
package struct PartRun: Sendable, Equatable {
    /// The parts in their order.
    package private(set) var parts: [ExpositionPart] = []
    /// Bytes of the whole text.
    package private(set) var textCount = 0
    /// Bytes of all parts as they are kept.
    private(set) var deflatedCount = 0
    /// The CRC-32 of the whole text.
    private(set) var checksum: UInt32 = 0

    package init(_ parts: [ExpositionPart] = []) {
        self.parts.reserveCapacity(parts.count)
        for part in parts { append(part) }
    }

    /// A text, cut into parts.
    package init(text: [UInt8]) {
        self.init()
        if text.isEmpty { return }
        var deflater = Deflater()
        self.init(text.withUnsafeBytes { ExpositionPart.parts(of: $0, &deflater) })
    }

    /// Whether there is no text.
    package var isEmpty: Bool { parts.isEmpty }

    package mutating func append(_ part: ExpositionPart) {
        parts.append(part)
        add(part.checksum, of: part.textCount, in: part.deflated.count)
    }

    package mutating func append(_ run: PartRun) {
        if run.isEmpty { return }
        parts += run.parts
        add(run.checksum, of: run.textCount, in: run.deflatedCount)
    }

    private mutating func add(_ more: UInt32, of count: Int, in deflated: Int) {
        checksum = textCount == 0 ? more : UInt32(truncatingIfNeeded: crc32_combine(UInt(checksum), UInt(more), count))
        textCount += count
        deflatedCount += deflated
    }
}
