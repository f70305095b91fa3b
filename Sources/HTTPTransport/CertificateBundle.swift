import COpenSSL

/// A file of PEM certificates, read the way libcurl's own TLS backend reads it.
enum CertificateBundle {
    /// Why OpenSSL would reject the bundle; nil if it would accept it.
    static func problem(of bytes: [UInt8]) -> String? {
        bytes.withUnsafeBufferPointer { bytes in
            guard let count = Int32(exactly: bytes.count), let input = BIO_new_mem_buf(bytes.baseAddress, count) else {
                return "it is too large"
            }
            defer {
                BIO_free(input)
                ERR_clear_error()
            }
            // OpenSSL accepts a certificate even if it cannot read its public key, which takes four fifths of the time. A
            // library without algorithms does not try.
            guard let library = OSSL_LIB_CTX_new() else { return "OpenSSL has no memory to read it" }
            defer { OSSL_LIB_CTX_free(library) }
            guard let provider = OSSL_PROVIDER_load(library, "null") else { return "OpenSSL cannot start to read it" }
            defer { OSSL_PROVIDER_unload(provider) }
            var certificates = 0
            while next(in: input, library) { certificates += 1 }
            let error = ERR_peek_last_error()
            // At the end of the bundle, OpenSSL misses a start line. Any other error means that a block is broken.
            if error == 0 || openssl_reason(error) == PEM_R_NO_START_LINE {
                return certificates == 0 ? "no PEM certificate found" : nil
            }
            let reason = ERR_reason_error_string(error).map { String(cString: $0) } ?? "unreadable"
            return "certificate \(certificates + 1) in it is cut or damaged (\(reason))"
        }
    }

    /// Reads past a certificate; false if there is none or it is broken.
    private static func next(in input: OpaquePointer, _ library: OpaquePointer) -> Bool {
        var certificate = X509_new_ex(library, nil)
        guard PEM_read_bio_X509(input, &certificate, nil, nil) != nil else {
            X509_free(certificate)
            return false
        }
        X509_free(certificate)
        return true
    }
}
