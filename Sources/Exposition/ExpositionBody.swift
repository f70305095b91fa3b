/// A whole body of `/metrics` in one format, made of shared parts: plain, or as one gzip member put together without compressing.
///
/// Several gzip members would be simpler, and curl reads only the first.
package struct ExpositionBody: Sendable, Equatable {
    private let run: PartRun

    package init(_ run: PartRun = PartRun()) { self.run = run }

    /// The parts in their order.
    package var parts: [ExpositionPart] { run.parts }

    /// The whole text, for those who want it in one piece.
    package var text: [UInt8] { parts.flatMap(\.text) }

    /// Bytes of the whole text.
    package var textCount: Int { run.textCount }

    /// Bytes of the whole gzip member.
    package var gzipCount: Int { Self.gzipHead.count + run.deflatedCount + 10 }

    /// How many pieces ``gzipPiece(_:)`` gives: the head, the parts, the tail.
    package var gzipPieceCount: Int { parts.count + 2 }

    /// A piece of the gzip member; empty past its end.
    package func gzipPiece(_ index: Int) -> [UInt8] {
        if index == 0 { return Self.gzipHead }
        if index <= parts.count { return parts[index - 1].deflated }
        return index == parts.count + 1 ? gzipTail : []
    }

    /// Magic, deflate, no flags, no time, no extra flags, Unix.
    private static let gzipHead: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]

    /// An empty last block, the checksum of the whole and its length.
    private var gzipTail: [UInt8] {
        [0x03, 0x00]
            + [run.checksum, UInt32(truncatingIfNeeded: textCount)].flatMap { word in
                (0..<4).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) }
            }
    }
}
