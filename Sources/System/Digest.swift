internal import COpenSSL

/// SHA-256 and HMAC from OpenSSL, and random bytes.
package enum Digest {
    /// The SHA-256 digest, 32 bytes long.
    package static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
        SHA256(bytes, bytes.count, &digest)
        return digest
    }

    /// The HMAC of a message (RFC 2104); the key has at most a few dozen bytes.
    package static func hmac(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
        HMAC(EVP_sha256(), key, Int32(clamping: key.count), message, message.count, &digest, nil)
        return digest
    }

    /// Unpredictable bytes.
    package static func randomBytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}

extension [UInt8] {
    /// Overwrites the bytes in a way that the compiler cannot optimize away.
    package mutating func wipe() { withUnsafeMutableBytes { OPENSSL_cleanse($0.baseAddress, $0.count) } }
}
