internal import CISAL

/// Decompresses a body of one gzip member and verifies its checksum and length.
enum GzipBody {
    /// What is wrong with a body.
    enum Problem: Error {
        /// It is not gzip, or it was damaged in transit.
        case broken
        /// It ends before its checksum and length.
        case cut
        /// Data follows the gzip member.
        case followed
        /// It is larger than allowed after decompression.
        case tooLarge
    }

    /// The length declared by the last bytes; it may be wrong until the member is verified.
    static func declaredLength(_ body: [UInt8]) -> Int {
        body.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    /// The decompressed body, of at most `limit` bytes.
    static func inflate(_ body: [UInt8], limit: Int) throws(Problem) -> [UInt8] {
        // The library overlooks flags that RFC 1952 reserves for other formats.
        guard body.count < 4 || body[3] & 0xE0 == 0 else { throw .broken }
        let declared = declaredLength(body)
        if declared < limit {
            do throws(Problem) { return try inflate(body, room: declared) } catch {
                guard error == .tooLarge else { throw error }
            }
        }
        // The declared length may be wrong: a larger buffer shows what the problem is.
        return try inflate(body, room: limit)
    }

    private static func inflate(_ body: [UInt8], room: Int) throws(Problem) -> [UInt8] {
        var outcome = ISAL_DECOMP_OK
        var left: UInt32 = 0
        let text = [UInt8](unsafeUninitializedCapacity: room + Transfer.padding) { output, count in
            let state = UnsafeMutablePointer<inflate_state>.allocate(capacity: 1)
            defer { state.deallocate() }
            body.withUnsafeBufferPointer { input in
                isal_inflate_init(state)
                state.pointee.crc_flag = UInt32(ISAL_GZIP)
                // The library only reads these bytes.
                state.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                state.pointee.avail_in = UInt32(clamping: input.count)
                state.pointee.next_out = output.baseAddress
                state.pointee.avail_out = UInt32(clamping: room)
                outcome = isal_inflate_stateless(state)
                left = state.pointee.avail_in
                count = min(room, Int(state.pointee.total_out))
            }
        }
        switch outcome {
        case ISAL_DECOMP_OK: guard left == 0 else { throw .followed }
        case ISAL_END_INPUT: throw .cut
        case ISAL_OUT_OVERFLOW: throw .tooLarge
        default: throw .broken
        }
        return text
    }
}

extension GzipBody.Problem {
    /// The problem in words.
    var text: String {
        switch self {
        case .broken: "the answer's gzip is broken"
        case .cut: "the answer's gzip is cut"
        case .followed: "something follows the answer's gzip"
        case .tooLarge: "the answer's gzip is too large"
        }
    }
}
