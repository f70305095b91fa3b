import Testing

@testable import LedgerStore

@Suite struct StatementTests {
    /// The value as read back after it was written.
    private func kept(_ value: SQLValue) throws -> SQLValue? {
        var database = try Database(.memory)
        try database.execute("CREATE TABLE ledger (id INTEGER, value ANY, n INTEGER, checksum INTEGER) STRICT")
        try database.apply(.put(.ledger, [.integer(1), value, .integer(0)]))
        return try database.rows("SELECT value FROM ledger").first?.first
    }

    @Test(arguments: [
        "", "a", "\u{0}", "a\u{0}b\u{0}", "\u{E9}", "e\u{301}", "\u{FFFD}", "\u{1F4A5}", "'; DROP TABLE ledger; --",
        String(repeating: "\u{E9}", count: 100_000),
    ])
    func `a text is kept byte for byte`(text: String) throws {
        guard case .text(let read) = try kept(.text(text)) else {
            Issue.record("no text")
            return
        }
        #expect(Array(read.utf8) == Array(text.utf8))
    }

    @Test(arguments: [0, 1, -1, .min, .max] as [Int64])
    func `a number survives a round trip`(number: Int64) throws {
        guard case .integer(number) = try kept(.integer(number)) else {
            Issue.record("no number")
            return
        }
    }

    @Test(arguments: [0, 0.1, 1e300, 2.5e-308, 123_456_789.000_000_1])
    func `a sum is kept exactly`(number: Double) throws {
        guard case .real(let read) = try kept(.real(number)) else {
            Issue.record("no number")
            return
        }
        #expect(read.bitPattern == number.bitPattern)
    }

    @Test func `NULL stays NULL`() throws {
        guard case .null = try kept(.null) else {
            Issue.record("not null")
            return
        }
    }

    @Test(arguments: ["SELECT x'00'", "SELECT CAST(x'FF' AS TEXT)", "SELECT CAST(x'C3' AS TEXT)"])
    func `text that we cannot have written is damage`(sql: String) throws {
        let database = try Database(.memory)
        #expect("\(sql) is damage") {
            _ = try database.rows(sql)
        } throws: { error in
            guard case .damage = error as? StoreFailure else { return false }
            return true
        }
    }

    @Test func `SQLite's message is reported`() throws {
        let database = try Database(.memory)
        #expect(throws: StoreFailure.sqlite(1, "no such table: nowhere")) { try database.rows("SELECT * FROM nowhere") }
    }
}
