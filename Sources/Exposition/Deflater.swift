internal import CISAL

/// Compresses the parts of one gzip member, each ended by a full flush.
///
/// A full flush ends on a byte boundary and drops the history, so parts can be joined in any order.
package struct Deflater: ~Copyable {
    private let stream: UnsafeMutablePointer<isal_zstream>
    private let levelBuffer: UnsafeMutablePointer<UInt8>
    private var output: [UInt8] = []

    /// The value of `ISAL_DEF_LVL1_SMALL`, a macro that Swift cannot import: room for the matches of a part.
    private static let levelBytes = 20 * 1_024 + 4 * 16 * 1_024

    package init() {
        stream = .allocate(capacity: 1)
        levelBuffer = .allocate(capacity: Self.levelBytes)
    }

    deinit {
        stream.deallocate()
        levelBuffer.deallocate()
    }

    /// Compresses a part on its own, at level 1: higher levels take longer and save little.
    mutating func part(of text: UnsafeRawBufferPointer) -> [UInt8] {
        // Incompressible text is stored in blocks of 64 KiB, each with a header; the flush is one block more.
        let bound = text.count + 8 * (text.count / 65_535 + 4)
        if output.count < bound { output = [UInt8](repeating: 0, count: bound) }
        let stream = stream
        isal_deflate_stateless_init(stream)
        // The call above does not set this, so leftover memory would choose the window size.
        stream.pointee.hist_bits = 0
        stream.pointee.level = 1
        stream.pointee.level_buf = levelBuffer
        stream.pointee.level_buf_size = UInt32(Self.levelBytes)
        stream.pointee.flush = UInt16(FULL_FLUSH)
        stream.pointee.end_of_stream = 0
        stream.pointee.next_in = UnsafeMutablePointer(mutating: text.assumingMemoryBound(to: UInt8.self).baseAddress)
        stream.pointee.avail_in = UInt32(text.count)
        return output.withUnsafeMutableBufferPointer { output in
            stream.pointee.next_out = output.baseAddress
            stream.pointee.avail_out = UInt32(output.count)
            let status = isal_deflate_stateless(stream)
            precondition(status == COMP_OK, "the bound holds for every text")
            return Array(output.prefix(Int(stream.pointee.total_out)))
        }
    }
}
