internal import CZlib

/// A whole body of `/metrics` in one format, made of shared parts: plain, or as one gzip member put together without compressing.
///
/// Several gzip members would be simpler, and curl reads only the first.
public struct ExpositionBody: Sendable, Equatable {
    /// The parts in their order.
    public private(set) var parts: [ExpositionPart]

    /// A body of parts.
    public init(_ parts: [ExpositionPart] = []) { self.parts = parts }

    /// Adds parts at the end.
    public mutating func append(_ more: [ExpositionPart]) { parts += more }

    /// The whole text, for those who want it in one piece.
    public var text: [UInt8] { parts.flatMap(\.text) }

    /// Bytes of the whole text.
    public var textCount: Int { parts.reduce(0) { $0 + $1.textCount } }

    /// Bytes of the whole gzip member.
    public var gzipCount: Int { parts.reduce(Self.gzipHead.count + 10) { $0 + $1.deflated.count } }

    /// How many pieces ``gzipPiece(_:)`` gives: the head, the parts, the tail.
    public var gzipPieceCount: Int { parts.count + 2 }

    /// A piece of the gzip member; empty past its end.
    public func gzipPiece(_ index: Int) -> [UInt8] {
        if index == 0 { return Self.gzipHead }
        if index <= parts.count { return parts[index - 1].deflated }
        return index == parts.count + 1 ? gzipTail : []
    }

    /// Magic, deflate, no flags, no time, no extra flags, Unix.
    private static let gzipHead: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]

    /// An empty last block, the checksum of the whole and its length.
    private var gzipTail: [UInt8] {
        let checksum = parts.reduce(UInt(0)) { crc32_combine($0, $1.checksum, $1.textCount) }
        let trailer = [UInt32(truncatingIfNeeded: checksum), UInt32(truncatingIfNeeded: textCount)]
        return [0x03, 0x00] + trailer.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }
    }
}
