internal import COpenSSL
internal import System

/// An RSA private key for signing.
// Unchecked because OpenSSL can sign with one key from many threads, and the key never changes.
final class SigningKey: @unchecked Sendable {
    private let raw: OpaquePointer

    /// Shortest key that is accepted, in bits; shorter ones have been broken.
    static let minimumBits = 2_048

    /// Reads a key in PEM: PKCS #8, as Google writes it, or PKCS #1.
    ///
    /// - Throws: what is wrong with the text, without repeating any of it.
    init(pem: String) throws(CredentialsProblem) {
        var bytes = Array(pem.utf8)
        defer { bytes.wipe() }
        let read = bytes.withUnsafeBytes { buffer in
            Int32(exactly: buffer.count).flatMap { openssl_read_private_key(buffer.baseAddress, $0) }
        }
        guard let key = read else { throw CredentialsProblem("not a private key in PEM") }
        let bits = EVP_PKEY_get_bits(key)
        guard EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA, bits >= Self.minimumBits else {
            EVP_PKEY_free(key)
            throw CredentialsProblem("not an RSA key of \(Self.minimumBits) bits or more")
        }
        raw = key
    }

    deinit { EVP_PKEY_free(raw) }

    /// Signs with RS256, which is RSASSA-PKCS1-v1_5 with SHA-256; nil if OpenSSL fails.
    func signature(of message: [UInt8]) -> [UInt8]? {
        defer { ERR_clear_error() }
        guard let context = EVP_MD_CTX_new() else { return nil }
        defer { EVP_MD_CTX_free(context) }
        guard EVP_DigestSignInit(context, nil, EVP_sha256(), nil, raw) == 1 else { return nil }
        var count = 0
        guard EVP_DigestSign(context, nil, &count, message, message.count) == 1 else { return nil }
        var signature = [UInt8](repeating: 0, count: count)
        guard EVP_DigestSign(context, &signature, &count, message, message.count) == 1 else { return nil }
        return Array(signature.prefix(count))
    }
}
