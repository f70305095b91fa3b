internal import CZlib

/// The owner of a zlib stream that compresses parts of one gzip member, each ended by a full flush.
///
/// A full flush ends on a byte and forgets what came before, so parts can be put together in any order.
struct Deflater: ~Copyable {
    private let stream: UnsafeMutablePointer<z_stream>

    /// Level 1: a poll's text is compressed once, and higher levels cost three times the time for a fifth of the bytes.
    init() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let status = zlib_deflate_init(stream, 1, -MAX_WBITS, 8)
        precondition(status == Z_OK, "zlib could not start: out of memory")
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// Compresses a part on its own.
    mutating func part(of text: [UInt8]) -> [UInt8] {
        deflateReset(stream)
        // Six bytes for the flush, which deflateBound does not count.
        let bound = Int(deflateBound(stream, UInt(text.count))) + 6
        return [UInt8](unsafeUninitializedCapacity: bound) { output, count in
            text.withUnsafeBufferPointer { input in
                stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.pointee.avail_in = UInt32(input.count)
                stream.pointee.next_out = output.baseAddress
                stream.pointee.avail_out = UInt32(output.count)
                deflate(stream, Z_FULL_FLUSH)
                count = output.count - Int(stream.pointee.avail_out)
            }
        }
    }
}

/// Gives back the text of a part.
enum Inflater {
    static func text(of part: [UInt8], count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { output, written in
            part.withUnsafeBufferPointer { input in
                var stream = z_stream()
                guard zlib_inflate_init(&stream, -MAX_WBITS) == Z_OK else { return }
                defer { inflateEnd(&stream) }
                stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                inflate(&stream, Z_SYNC_FLUSH)
                written = output.count - Int(stream.avail_out)
            }
        }
    }
}
