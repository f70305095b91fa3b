import COpenSSL

/// A TLS client on a blocking socket that accepts every certificate and sends none.
struct TLSClient: ~Copyable {
    private let context: OpaquePointer
    private let handle: OpaquePointer

    /// The outcome of an exchange.
    enum Outcome {
        case answer([UInt8])
        /// The peer asked for a client certificate, and ended the connection when it got none.
        case wantsCertificate
        /// The peer did not answer in time.
        case silence
        /// The peer refused the handshake, or does not speak TLS.
        case failed(OpenSSLError)
    }

    /// A client on a socket; nil if memory has run out.
    init?(socket: Int32) {
        guard let context = SSL_CTX_new(TLS_client_method()) else { return nil }
        // A listener with weak protocol settings is still healthy.
        SSL_CTX_set_security_level(context, 0)
        SSL_CTX_set_cipher_list(context, "ALL")
        guard let handle = SSL_new(context) else {
            SSL_CTX_free(context)
            return nil
        }
        SSL_set_fd(handle, socket)
        self.context = context
        self.handle = handle
    }

    deinit {
        SSL_free(handle)
        SSL_CTX_free(context)
    }

    /// Performs the handshake, sends bytes and returns the first bytes of the answer.
    func exchange(_ bytes: [UInt8]) -> Outcome {
        let request = CertificateRequest()
        return withExtendedLifetime(request) {
            SSL_set_ex_data(handle, 0, Unmanaged.passUnretained(request).toOpaque())
            SSL_CTX_set_client_cert_cb(context) { handle, _, _ in
                if let request = SSL_get_ex_data(handle, 0) {
                    Unmanaged<CertificateRequest>.fromOpaque(request).takeUnretainedValue().hasCome = true
                }
                return 0
            }
            return transfer(bytes, request)
        }
    }

    private func transfer(_ bytes: [UInt8], _ request: CertificateRequest) -> Outcome {
        ERR_clear_error()
        let shaken = SSL_connect(handle)
        guard shaken == 1 else { return failure(SSL_get_error(handle, shaken), request) }
        var count = 0
        let sent = SSL_write_ex(handle, bytes, bytes.count, &count)
        guard sent == 1 else { return failure(SSL_get_error(handle, sent), request) }
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let received = SSL_read_ex(handle, &buffer, buffer.count, &count)
        guard received == 1 else { return failure(SSL_get_error(handle, received), request) }
        return .answer(Array(buffer.prefix(count)))
    }

    private func failure(_ code: Int32, _ request: CertificateRequest) -> Outcome {
        if code == SSL_ERROR_WANT_READ || code == SSL_ERROR_WANT_WRITE { return .silence }
        let error = OpenSSLError.taken("no answer over TLS")
        // The handshake got that far. The alert with the reason may be lost to the reset that follows it.
        return request.hasCome ? .wantsCertificate : .failed(error)
    }
}

/// Whether the peer has asked for a certificate; set by a callback during the handshake.
private final class CertificateRequest {
    var hasCome = false
}
