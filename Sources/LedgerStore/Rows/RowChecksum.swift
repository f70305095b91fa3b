internal import Notation

/// A 64-bit FNV-1a hash of a row: its table and all its columns, including the keys.
///
/// SQLite checks the structure of its pages, not the values in them.
struct RowChecksum {
    private var hash = StableHash().value

    /// The checksum of the first values of a row, as stored in its last column.
    ///
    /// - Parameters:
    ///   - values: the values.
    ///   - count: how many of them the checksum covers; nil for all.
    ///   - table: the table of the row.
    /// - Returns: the checksum.
    static func of(_ values: RowValues, count: Int? = nil, in table: Table) -> Int64 {
        var checksum = RowChecksum()
        var name = table.rawValue
        name.withUTF8 { checksum.add($0) }
        values.withTexts { texts in
            var place = RowValues.Place()
            while place.index < count ?? values.count, let value = values.value(at: &place) {
                checksum.add(value, of: texts)
            }
        }
        return Int64(bitPattern: checksum.hash)
    }

    /// Hashes one column: a type tag, then a value of fixed size or a text after its length, so that different rows
    /// never produce the same bytes.
    private mutating func add(_ value: RowValues.Value, of texts: UnsafeBufferPointer<UInt8>) {
        switch value {
        case .null: add(byte: 0)
        case .integer(let integer):
            add(byte: 1)
            add(UInt64(bitPattern: integer))
        case .real(let real):
            add(byte: 2)
            add(real.bitPattern)
        case .text(let place):
            add(byte: 3)
            add(UnsafeBufferPointer(rebasing: texts[place]))
        }
    }

    private mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
        add(UInt64(text.count))
        for byte in text { add(byte: byte) }
    }

    /// Hashes eight bytes, the lowest first; the zeros at the end all at once.
    private mutating func add(_ number: UInt64) {
        var rest = number
        var zeros = 8
        while rest != 0 {
            add(byte: UInt8(truncatingIfNeeded: rest))
            rest >>= 8
            zeros -= 1
        }
        hash = hash &* Self.powers[zeros]
    }

    private mutating func add(byte: UInt8) { hash = (hash ^ UInt64(byte)) &* Self.prime }

    private static let prime: UInt64 = 0x0000_0100_0000_01B3
    /// The prime to the power of 0 to 8.
    private static let powers: [UInt64] = (0..<8).reduce(into: [1]) { powers, _ in
        powers.append((powers.last ?? 1) &* prime)
    }
}
