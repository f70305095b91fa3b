import COpenSSL

/// The client's side of TLS on a blocking socket, which believes one certificate and no other.
struct TLSClient: ~Copyable {
    private let context: OpaquePointer
    private let handle: OpaquePointer
    private let isShaken: Bool
    /// Why there was no handshake.
    private let failure: OpenSSLError?

    /// Shakes hands on a socket; nil when memory has run out.
    init?(socket: Int32) {
        guard let context = SSL_CTX_new(TLS_client_method()) else { return nil }
        guard let handle = SSL_new(context) else {
            SSL_CTX_free(context)
            return nil
        }
        self.context = context
        self.handle = handle
        ERR_clear_error()
        isShaken = SSL_set_fd(handle, socket) == 1 && SSL_connect(handle) == 1
        failure = isShaken ? nil : OpenSSLError.taken("no answer")
    }

    deinit {
        SSL_free(handle)
        SSL_CTX_free(context)
    }

    /// Why the peer is not to be believed; nil when it holds this certificate.
    ///
    /// The certificate itself is compared: names and authorities say nothing of a socket on this machine.
    func doubt(of certificate: Certificate) -> String? {
        guard let shown = SSL_get1_peer_certificate(handle) else {
            return "TLS: \(failure?.reason ?? "no certificate")"
        }
        return Certificate(owning: shown).bytes == certificate.bytes
            ? nil : "another certificate than the configured one"
    }

    /// Sends bytes and gives the first that come back; nil when the peer ends instead.
    func exchange(_ bytes: [UInt8]) -> [UInt8]? {
        ERR_clear_error()
        var count = 0
        guard isShaken, SSL_write_ex(handle, bytes, bytes.count, &count) == 1 else { return nil }
        var buffer = [UInt8](repeating: 0, count: 4_096)
        guard SSL_read_ex(handle, &buffer, buffer.count, &count) == 1 else { return nil }
        return Array(buffer.prefix(count))
    }
}
