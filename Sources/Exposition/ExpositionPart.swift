internal import CISAL

/// An immutable piece of an exposition: rendered and compressed once, then shared by all scrapes.
///
/// Only the compressed form is kept, a tenth of the size of the text. For a client that wants plain text, parts are
/// inflated as it reads.
package struct ExpositionPart: Sendable, Equatable {
    /// Length of the text in bytes.
    package let textCount: Int
    let deflated: [UInt8]
    let checksum: UInt32

    /// Maximum length of a part's text in bytes.
    package static let maximumTextBytes = 256 * 1_024

    /// Cuts a text into parts of about equal length.
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
