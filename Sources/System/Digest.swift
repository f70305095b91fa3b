internal import COpenSSL

/// SHA-256 and what is made of it, by OpenSSL.
package enum Digest {
    /// The digest of bytes, 32 of them.
    package static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
        SHA256(bytes, bytes.count, &digest)
        return digest
    }

    /// The digest of a message under a key (RFC 2104), which has at most some dozens of bytes.
    package static func hmac(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
        HMAC(EVP_sha256(), key, Int32(clamping: key.count), message, message.count, &digest, nil)
        return digest
    }

    /// Bytes that no one can foretell.
    package static func randomBytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}

extension [UInt8] {
    /// Overwrites the bytes, in a way that no compiler leaves out.
    package mutating func wipe() { withUnsafeMutableBytes { OPENSSL_cleanse($0.baseAddress, $0.count) } }
}
