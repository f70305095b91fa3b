internal import CISAL

/// An immutable piece of an exposition: rendered and compressed once, then shared by every scrape.
///
/// Only the compressed form is kept, a tenth of the text; a client that wants plain text has it inflated as it reads.
package struct ExpositionPart: Sendable, Equatable {
    /// Bytes of the text.
    package let textCount: Int
    let deflated: [UInt8]
    let checksum: UInt32

    /// Longest text of a part in bytes: what an identity scrape holds of it at a time.
    package static let maximumTextBytes = 128 * 1_024

    /// Cuts a text into parts of about the same length.
    package static func parts(of text: UnsafeRawBufferPointer, _ deflater: inout Deflater) -> [ExpositionPart] {
        if text.isEmpty { return [] }
        let count = (text.count - 1) / maximumTextBytes + 1
        return (0..<count).map { index in
            let range = text.count * index / count..<text.count * (index + 1) / count
            return ExpositionPart(UnsafeRawBufferPointer(rebasing: text[range]), &deflater)
        }
    }

    private init(_ text: UnsafeRawBufferPointer, _ deflater: inout Deflater) {
        textCount = text.count
        checksum = crc32_gzip_refl(0, text.assumingMemoryBound(to: UInt8.self).baseAddress, UInt64(text.count))
        deflated = deflater.part(of: text)
    }

    /// The text.
    package var text: [UInt8] { Inflater.text(of: deflated, count: textCount) }
}
