internal import CZlib

/// Inflates a body of one gzip member as it comes in, and holds it to its checksum and its length.
struct GzipBody: ~Copyable {
    private let stream: UnsafeMutablePointer<z_stream>
    private var hasEnded = false

    /// What is wrong with a body.
    enum Problem: Error {
        /// It is no gzip, or was damaged on its way.
        case broken
        /// It ends before its checksum and length.
        case cut
        /// Something follows the member.
        case followed
        /// There is no memory to inflate it.
        case memory
    }

    /// Most bytes that are inflated at once.
    private static let step = 64 << 10

    init() throws(Problem) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 16 asks for gzip's header and trailer, no others.
        guard zlib_inflate_init(stream, 16 + MAX_WBITS) == Z_OK else {
            stream.deallocate()
            throw .memory
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Takes bytes of the body, and hands on what they hold; false of the receiver's ends it.
    mutating func take(
        _ bytes: UnsafeRawBufferPointer, _ receive: (UnsafeRawBufferPointer) -> Bool
    ) throws(Problem) {
        guard !bytes.isEmpty else { return }
        guard !hasEnded else { throw .followed }
        // libcurl hands over pieces of some kilobytes.
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: bytes.bindMemory(to: UInt8.self).baseAddress)
        stream.pointee.avail_in = UInt32(clamping: bytes.count)
        let problem = withUnsafeTemporaryAllocation(byteCount: Self.step, alignment: 16) { room in
            repeat {
                stream.pointee.next_out = room.bindMemory(to: UInt8.self).baseAddress
                stream.pointee.avail_out = UInt32(room.count)
                let status = inflate(stream, Z_NO_FLUSH)
                let output = UnsafeRawBufferPointer(rebasing: room.dropLast(Int(stream.pointee.avail_out)))
                if !output.isEmpty, !receive(output) { return nil as Problem? }
                switch status {
                case Z_STREAM_END:
                    hasEnded = true
                    return stream.pointee.avail_in == 0 ? nil : .followed
                case Z_OK: break
                // No progress: all input is taken.
                case Z_BUF_ERROR: return nil
                case Z_MEM_ERROR: return .memory
                default: return .broken
                }
            } while stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0
            return nil
        }
        if let problem { throw problem }
    }

    /// Makes sure that the member was whole.
    func end() throws(Problem) {
        guard hasEnded else { throw .cut }
    }
}

extension GzipBody.Problem {
    /// What is wrong, for people.
    var text: String {
        switch self {
        case .broken: "the answer's gzip is broken"
        case .cut: "the answer's gzip is cut"
        case .followed: "something follows the answer's gzip"
        case .memory: "no memory to inflate the answer"
        }
    }
}
