import CZlib

/// zlib as a second opinion on gzip.
enum ZlibOracle {
    /// The text of one gzip member with nothing after it; nil for anything else, and for more bytes than the limit.
    static func inflate(_ member: [UInt8], limit: Int) -> [UInt8]? {
        var stream = z_stream()
        // 16 asks for gzip, 15 for the largest window.
        guard zlib_inflate_init(&stream, 16 + 15) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        var member = member
        var text = [UInt8](repeating: 0, count: limit)
        let (result, left, room) = member.withUnsafeMutableBufferPointer { input in
            text.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                let result = CZlib.inflate(&stream, Z_FINISH)
                return (result, stream.avail_in, stream.avail_out)
            }
        }
        guard result == Z_STREAM_END, left == 0 else { return nil }
        return Array(text.dropLast(Int(room)))
    }
}
