/// A complete body of `/metrics` in one format, assembled from shared parts: plain, or as one gzip member without
/// compressing again.
///
/// Several gzip members would be simpler, but curl reads only the first.
package struct ExpositionBody: Sendable, Equatable {
    private let run: PartRun

    package init(_ run: PartRun = PartRun()) { self.run = run }

    /// The parts, in order.
    package var parts: [ExpositionPart] { run.parts }

    /// The complete text in one piece.
    package var text: [UInt8] { parts.flatMap(\.text) }

    /// Length of the complete text in bytes.
    package var textCount: Int { run.textCount }

    /// Length of the complete gzip member in bytes.
    package var gzipCount: Int { Self.gzipHead.count + run.deflatedCount + 10 }

    /// How many pieces ``gzipPiece(_:)`` returns: the header, the parts, the trailer.
    package var gzipPieceCount: Int { parts.count + 2 }

    /// A piece of the gzip member; empty past its end.
    package func gzipPiece(_ index: Int) -> [UInt8] {
        if index == 0 { return Self.gzipHead }
        if index <= parts.count { return parts[index - 1].deflated }
        return index == parts.count + 1 ? gzipTail : []
    }

    /// Magic number, deflate, no flags, no time, no extra flags, Unix.
    private static let gzipHead: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]

    /// An empty last block, then the checksum and the length of the complete text.
    private var gzipTail: [UInt8] {
        [0x03, 0x00]
            + [run.checksum, UInt32(truncatingIfNeeded: textCount)].flatMap { word in
                (0..<4).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) }
            }
    }
}
