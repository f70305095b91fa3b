internal import Notation

/// A 64-bit FNV-1a hash of a row: its table and all its columns, including the keys.
///
/// SQLite checks the structure of its pages, not the values in them.
struct RowChecksum {
    private var hash = StableHash()

    /// The checksum of a row, as stored in the row's last column.
    static func of(_ values: some Sequence<SQLValue>, in table: Table) -> Int64 {
        var checksum = RowChecksum()
        checksum.add(table.rawValue)
        for value in values { checksum.add(value) }
        return Int64(bitPattern: checksum.hash.value)
    }

    /// Hashes one column: a type tag, then a value of fixed size or a text after its length, so that different rows
    /// never produce the same bytes.
    private mutating func add(_ value: SQLValue) {
        switch value {
        case .null: hash.add(0)
        case .integer(let integer):
            hash.add(1)
            add(UInt64(bitPattern: integer))
        case .real(let real):
            hash.add(2)
            add(real.bitPattern)
        case .text(let text):
            hash.add(3)
            add(text)
        }
    }

    private mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            add(UInt64(bytes.count))
            hash.add(bytes)
        }
    }

    private mutating func add(_ number: UInt64) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) { hash.add(UInt8(truncatingIfNeeded: number >> shift)) }
    }
}
