import COpenSSL

/// The private key of a certificate.
struct PrivateKey: ~Copyable {
    let handle: OpaquePointer

    /// The first key in a PEM text; an encrypted key is refused.
    init(inPEM text: [UInt8]) throws(OpenSSLError) {
        handle = try text.withUnsafeBufferPointer { bytes throws(OpenSSLError) in
            guard let length = Int32(exactly: bytes.count), let input = BIO_new_mem_buf(bytes.baseAddress, length)
            else {
                throw OpenSSLError(reason: "too large")
            }
            defer { BIO_free(input) }
            // Without this callback OpenSSL would prompt on the terminal.
            var wasAsked = false
            let key = withUnsafeMutablePointer(to: &wasAsked) { asked in
                PEM_read_bio_PrivateKey(
                    input, nil,
                    { _, _, _, asked in
                        asked?.assumingMemoryBound(to: Bool.self).pointee = true
                        return -1
                    }, asked)
            }
            guard let key else {
                let error = OpenSSLError.taken("it contains no private key")
                throw wasAsked ? OpenSSLError(reason: "the key is encrypted") : error
            }
            ERR_clear_error()
            return key
        }
    }

    deinit { EVP_PKEY_free(handle) }
}
