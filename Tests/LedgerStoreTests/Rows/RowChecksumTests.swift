import Testing

@testable import LedgerStore

@Suite struct RowChecksumTests {
    @Test func `a row's checksum is the same in every version`() {
        let rows: [([SQLValue], Int64)] = [
            ([], 8_723_417_386_483_751_015),
            ([.integer(-1), .text("a\u{E9}"), .null, .real(0.5)], -5_152_548_909_419_287_924),
        ]
        for (values, checksum) in rows {
            #expect(RowChecksum.of(RowValues(values), in: .runs) == checksum)
            // A row that was read ends in its checksum, which does not count.
            let row = RowValues(values + [.integer(checksum)])
            #expect(RowChecksum.of(row, count: values.count, in: .runs) == checksum)
        }
    }

    @Test func `rows that print alike have different checksums`() {
        let rows: [[SQLValue]] = [
            [], [.null], [.null, .null], [.integer(0)], [.real(0)], [.text("")], [.text(""), .text("")],
            [.text("ab")], [.text("a"), .text("b")], [.text("b"), .text("a")], [.integer(1)], [.text("1")], [.real(1)],
            [.integer(256)], [.text("\u{E9}")], [.text("e\u{301}")], [.text("\u{0}")], [.text("\u{0}\u{0}")],
        ]
        #expect(Set(rows.map { RowChecksum.of(RowValues($0), in: .runs) }).count == rows.count)
        #expect(Set(Table.allCases.map { RowChecksum.of([.null] as RowValues, in: $0) }).count == Table.allCases.count)
    }
}
