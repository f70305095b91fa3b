/// FNV-1a of 64 bits: the same on every machine and in every version, so it may be shown, be kept and split work.
package struct StableHash: Sendable {
    /// The hash of what was added.
    package private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    /// The hash of nothing.
    package init() {}

    /// The hash of a text's UTF-8.
    package static func of(_ text: String) -> UInt64 {
        var hash = StableHash()
        hash.add(text.utf8)
        return hash.value
    }

    /// Adds bytes.
    package mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { add(byte) }
    }

    /// Adds a byte.
    package mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
}

/// FNV-1a of 128 bits over a row of texts, as stable as ``StableHash``.
package struct StableDigest: Sendable {
    /// The hash of what was added.
    package private(set) var value: UInt128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D

    /// The hash of no texts.
    package init() {}

    /// Adds a text and its end, so that no two rows of texts read the same.
    package mutating func add(_ text: some Sequence<UInt8>) {
        for byte in text { add(byte) }
        add(0xFF)  // no byte of UTF-8
    }

    private mutating func add(_ byte: UInt8) {
        value = (value ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013B
    }
}
