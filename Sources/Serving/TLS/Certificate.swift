import COpenSSL

/// An X.509 certificate.
final class Certificate: @unchecked Sendable {  // never changed; OpenSSL counts references atomically
    let handle: OpaquePointer

    init(owning handle: OpaquePointer) { self.handle = handle }

    deinit { X509_free(handle) }

    /// The certificates in a PEM text, in order; other blocks are skipped.
    static func all(inPEM text: [UInt8]) throws(OpenSSLError) -> [Certificate] {
        try text.withUnsafeBufferPointer { bytes throws(OpenSSLError) in
            guard let length = Int32(exactly: bytes.count), let input = BIO_new_mem_buf(bytes.baseAddress, length)
            else {
                throw OpenSSLError(reason: "too large")
            }
            defer { BIO_free(input) }
            var certificates: [Certificate] = []
            while let handle = PEM_read_bio_X509(input, nil, nil, nil) {
                certificates.append(Certificate(owning: handle))
            }
            // At the end of the text, the last error is a missing start line; any other error means a broken block.
            let isEnd = openssl_reason(ERR_peek_last_error()) == PEM_R_NO_START_LINE
            let error = OpenSSLError.taken("no certificate")
            guard isEnd else { throw error }
            guard !certificates.isEmpty else { throw OpenSSLError(reason: "it contains no certificate") }
            return certificates
        }
    }

    /// When it expires, as Unix time; nil if that cannot be read.
    var expiry: Int64? {
        guard let epoch = ASN1_TIME_set(nil, 0) else { return nil }
        defer { ASN1_TIME_free(epoch) }
        var days: Int32 = 0
        var seconds: Int32 = 0
        guard let end = X509_get0_notAfter(handle), ASN1_TIME_diff(&days, &seconds, epoch, end) == 1 else { return nil }
        return Int64(days) * 86_400 + Int64(seconds)
    }

    /// The signed part of the certificate, in DER.
    var bytes: [UInt8] {
        var start: UnsafeMutablePointer<UInt8>?
        let count = i2d_X509(handle, &start)
        defer { CRYPTO_free(start, nil, 0) }
        return Array(UnsafeBufferPointer(start: start, count: max(Int(count), 0)))
    }

    /// The subject alternative names: host names, mail addresses, URIs and IP addresses.
    var alternativeNames: [String] {
        guard let extensions = X509_get_ext_d2i(handle, NID_subject_alt_name, nil, nil) else { return [] }
        let names = OpaquePointer(extensions)
        defer { GENERAL_NAMES_free(names) }
        return (0..<max(openssl_name_count(names), 0)).compactMap { index -> String? in
            guard let name = openssl_name(names, index) else { return nil }
            var kind: Int32 = 0
            guard let value = GENERAL_NAME_get0_value(name, &kind),
                [GEN_DNS, GEN_EMAIL, GEN_URI, GEN_IPADD].contains(kind)
            else { return nil }
            let text = value.assumingMemoryBound(to: ASN1_STRING.self)
            let bytes = Array(
                UnsafeBufferPointer(start: ASN1_STRING_get0_data(text), count: max(Int(ASN1_STRING_length(text)), 0)))
            if kind == GEN_IPADD { return SocketAddress.digits(ofHost: bytes) }
            // A NUL in a name is an attempt to fool C programs.
            return bytes.contains(0) ? nil : String(validating: bytes, as: UTF8.self)
        }
    }
}
