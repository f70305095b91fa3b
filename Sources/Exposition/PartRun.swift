internal import CZlib

/// A sequence of parts, with the totals that a response needs.
package struct PartRun: Sendable, Equatable {
    /// The parts, in order.
    package private(set) var parts: [ExpositionPart] = []
    /// Length of the complete text in bytes.
    package private(set) var textCount = 0
    /// Length of all compressed parts in bytes.
    private(set) var deflatedCount = 0
    /// The CRC-32 of the complete text.
    private(set) var checksum: UInt32 = 0

    package init(_ parts: [ExpositionPart] = []) {
        self.parts.reserveCapacity(parts.count)
        for part in parts { append(part) }
    }

    /// Cuts a text into parts.
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
