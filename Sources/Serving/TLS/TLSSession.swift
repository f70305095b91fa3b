import COpenSSL
import Glibc
internal import System

/// The TLS side of one accepted connection, on a non-blocking socket.
final class TLSSession {
    /// The progress of a handshake.
    enum Handshake: Equatable {
        case done
        case wantsRead
        case wantsWrite
        /// It failed; the peer may have spoken plain HTTP.
        case failed(wasHTTP: Bool)
    }

    private let handle: OpaquePointer
    private var isBroken = false
    /// A buffer for the bytes that `send` copies into one TLS record.
    private var record: [UInt8] = []

    private static let recordBytes = 16 * 1024

    /// A session on a socket that must outlive it; nil if memory has run out.
    init?(_ context: TLSContext, socket: Int32) {
        guard let handle = SSL_new(context.handle) else { return nil }
        guard SSL_set_fd(handle, socket) == 1 else {
            SSL_free(handle)
            return nil
        }
        SSL_set_accept_state(handle)
        self.handle = handle
    }

    deinit { SSL_free(handle) }

    /// Continues the handshake.
    func shake() -> Handshake {
        ERR_clear_error()
        let result = SSL_do_handshake(handle)
        if result == 1 { return .done }
        switch SSL_get_error(handle, result) {
        case SSL_ERROR_WANT_READ: return .wantsRead
        case SSL_ERROR_WANT_WRITE: return .wantsWrite
        default:
            isBroken = true
            let wasHTTP = openssl_reason(ERR_peek_error()) == SSL_R_HTTP_REQUEST
            ERR_clear_error()
            return .failed(wasHTTP: wasHTTP)
        }
    }

    /// Reads the available bytes into the buffer.
    func receive(into buffer: inout [UInt8]) -> FileDescriptor.Transfer {
        buffer.withUnsafeMutableBytes { bytes in
            transferring { SSL_read_ex(handle, bytes.baseAddress, bytes.count, &$0) }
        }
    }

    /// Sends the first bytes of the chunks, at most one record.
    func send(_ chunks: ArraySlice<ArraySlice<UInt8>>) -> FileDescriptor.Transfer {
        record.removeAll(keepingCapacity: true)
        for chunk in chunks where record.count < Self.recordBytes {
            record += chunk.prefix(Self.recordBytes - record.count)
        }
        return record.withUnsafeBytes { bytes in
            transferring { SSL_write_ex(handle, bytes.baseAddress, bytes.count, &$0) }
        }
    }

    private func transferring(_ call: (inout Int) -> Int32) -> FileDescriptor.Transfer {
        ERR_clear_error()
        var count = 0
        let result = call(&count)
        if result == 1 { return .moved(count) }
        switch SSL_get_error(handle, result) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return .blocked
        case SSL_ERROR_ZERO_RETURN: return .moved(0)
        default:
            isBroken = true
            ERR_clear_error()
            return .gone
        }
    }

    /// Tells the peer that no more bytes follow.
    func endSending() {
        guard !isBroken, SSL_is_init_finished(handle) == 1 else { return }
        ERR_clear_error()
        _ = SSL_shutdown(handle)
    }
}
