internal import CZlib

/// An immutable piece of an exposition: rendered and compressed once, then shared by every scrape.
///
/// Only the compressed form is kept, a tenth of the text; a client that wants plain text has it inflated as it reads.
public struct ExpositionPart: Sendable, Equatable {
    /// Bytes of the text.
    public let textCount: Int
    let deflated: [UInt8]
    let checksum: UInt

    /// Longest text of a part in bytes: what an identity scrape holds of it at a time.
    public static let maximumTextBytes = 256 * 1_024

    /// Cuts a text of whole lines into parts.
    public static func parts(of text: [UInt8]) -> [ExpositionPart] {
        if text.isEmpty { return [] }
        var deflater = Deflater()
        return parts(of: text, &deflater)
    }

    static func parts(of text: [UInt8], _ deflater: inout Deflater) -> [ExpositionPart] {
        if text.isEmpty { return [] }
        if text.count <= maximumTextBytes { return [ExpositionPart(text, &deflater)] }
        return stride(from: 0, to: text.count, by: maximumTextBytes).map { start in
            ExpositionPart(Array(text[start..<min(start + maximumTextBytes, text.count)]), &deflater)
        }
    }

    private init(_ text: [UInt8], _ deflater: inout Deflater) {
        textCount = text.count
        checksum = text.withUnsafeBufferPointer { crc32(0, $0.baseAddress, UInt32($0.count)) }
        deflated = deflater.part(of: text)
    }

    /// The text.
    public var text: [UInt8] { Inflater.text(of: deflated, count: textCount) }
}
