/// 128-bit FNV-1a over a sequence of texts, as stable as ``StableHash``.
package struct StableDigest: Sendable {
    /// The hash of everything added so far.
    package private(set) var value: UInt128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D

    /// The hash of an empty sequence.
    package init() {}

    /// Adds a text and a terminator, so that different sequences of texts give different input.
    ///
    /// - Parameters:
    ///   - text: the text, whose UTF-8 counts.
    ///   - ignoringCase: whether upper-case ASCII letters count as lower-case ones.
    package mutating func add(_ text: String, ignoringCase: Bool = false) {
        var text = text
        text.withUTF8 { bytes in
            for byte in bytes { add(ignoringCase && (0x41...0x5A).contains(byte) ? byte | 0x20 : byte) }
        }
        add(0xFF)  // no byte of UTF-8
    }

    private mutating func add(_ byte: UInt8) {
        value = (value ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013B
    }
}
