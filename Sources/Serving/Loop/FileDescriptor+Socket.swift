import Glibc
internal import System

extension FileDescriptor {
    /// The outcome of moving bytes without waiting.
    enum Transfer: Equatable {
        /// This many bytes; 0 at the end of the peer's data.
        case moved(Int)
        /// The kernel has no bytes, or no room, at the moment.
        case blocked
        /// The connection is dead; this is no error, since peers may leave at any time.
        case gone
    }

    /// Reads the available bytes into the buffer.
    func receive(into buffer: inout [UInt8]) -> Transfer {
        buffer.withUnsafeMutableBytes { bytes in
            Self.transferring { recv(number, bytes.baseAddress, bytes.count, 0) }
        }
    }

    /// Sends from the chunks with one call and without copying them.
    func send(_ chunks: ArraySlice<ArraySlice<UInt8>>) -> Transfer {
        var vectors: [iovec] = []
        vectors.reserveCapacity(chunks.count)
        return send(chunks, &vectors)
    }

    /// Each recursive call pins one chunk, so the recursion depth is the number of chunks in the window.
    private func send(_ chunks: ArraySlice<ArraySlice<UInt8>>, _ vectors: inout [iovec]) -> Transfer {
        if let chunk = chunks.first {
            return chunk.withUnsafeBytes { bytes in
                vectors.append(
                    iovec(iov_base: UnsafeMutableRawPointer(mutating: bytes.baseAddress), iov_len: bytes.count))
                return send(chunks.dropFirst(), &vectors)
            }
        }
        return vectors.withUnsafeMutableBufferPointer { vectors in
            var message = msghdr()
            message.msg_iov = vectors.baseAddress
            message.msg_iovlen = vectors.count
            // Without this flag, SIGPIPE would end the process when the peer has left.
            return Self.transferring { sendmsg(number, &message, Int32(MSG_NOSIGNAL)) }
        }
    }

    /// Makes the call, again if a signal interrupts it.
    private static func transferring(_ call: () -> Int) -> Transfer {
        while true {
            let result = call()
            if result >= 0 { return .moved(result) }
            switch errno {
            case EINTR: continue
            case EAGAIN: return .blocked
            default: return .gone
            }
        }
    }

    /// Tells the peer that no more bytes follow.
    func endSending() {
        _ = shutdown(number, Int32(SHUT_WR))
    }

    /// Makes the next close a reset: the kernel drops all unsent bytes.
    func resetOnClose() {
        try? setOption(SOL_SOCKET, SO_LINGER, linger(l_onoff: 1, l_linger: 0))
    }

    func setOption<Value: BitwiseCopyable>(_ level: Int32, _ name: Int32, _ value: Value) throws(SystemError) {
        var value = value
        let size = socklen_t(MemoryLayout<Value>.size)
        _ = try SystemError.check("setsockopt", setsockopt(number, level, name, &value, size))
    }
}
