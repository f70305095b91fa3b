internal import Notation

/// A 64-bit FNV-1a hash of a row: its table and all its columns, including the keys.
///
/// SQLite checks the structure of its pages, not the values in them.
struct RowChecksum {
    private var hash = StableHash().value

    private init(_ table: Table) {
        var name = table.rawValue
        name.withUTF8 { add($0) }
    }

    /// The checksum of a row to be written, as stored in its last column.
    static func of(_ values: RowValues, in table: Table) -> Int64 {
        var checksum = RowChecksum(table)
        values.each { value in checksum.add(value) }
        return Int64(bitPattern: checksum.hash)
    }

    /// The checksum of a row that was read.
    static func of(_ values: some Sequence<SQLValue>, in table: Table) -> Int64 {
        var checksum = RowChecksum(table)
        for value in values {
            switch value {
            case .null: checksum.add(.null)
            case .integer(let integer): checksum.add(.integer(integer))
            case .real(let real): checksum.add(.real(real))
            case .text(var text): text.withUTF8 { checksum.add(.text($0)) }
            }
        }
        return Int64(bitPattern: checksum.hash)
    }

    /// Hashes one column: a type tag, then a value of fixed size or a text after its length, so that different rows
    /// never produce the same bytes.
    private mutating func add(_ value: RowValues.Value) {
        switch value {
        case .null: add(byte: 0)
        case .integer(let integer):
            add(byte: 1)
            add(UInt64(bitPattern: integer))
        case .real(let real):
            add(byte: 2)
            add(real.bitPattern)
        case .text(let text):
            add(byte: 3)
            add(text)
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
