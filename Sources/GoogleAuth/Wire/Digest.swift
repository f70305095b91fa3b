internal import COpenSSL

/// SHA-256 and what is made of it.
enum Digest {
    /// The hash of some bytes.
    static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
        SHA256(bytes, bytes.count, &digest)
        return digest
    }

    /// The keyed hash of some bytes: HMAC with SHA-256.
    static func hmac(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
        // A key of AWS' is some dozens of bytes; one that int cannot count is no key.
        HMAC(EVP_sha256(), key, Int32(clamping: key.count), bytes, bytes.count, &digest, nil)
        return digest
    }
}

extension [UInt8] {
    /// Overwrites the bytes, in a way that no compiler leaves out.
    mutating func wipe() {
        withUnsafeMutableBytes { OPENSSL_cleanse($0.baseAddress, $0.count) }
    }
}
