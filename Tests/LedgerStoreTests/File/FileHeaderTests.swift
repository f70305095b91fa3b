import Testing

@testable import LedgerStore

@Suite struct FileHeaderTests {
    private func header(_ id: Int64, mode: UInt8 = 1, count: Int = 100) -> FileHeader {
        var bytes = Array("SQLite format 3\0".utf8) + Array(repeating: UInt8(0), count: 84)
        bytes[18] = mode
        bytes[19] = mode
        for place in 0..<4 { bytes[68 + place] = UInt8(truncatingIfNeeded: id >> (8 * (3 - place))) }
        return FileHeader(Array(bytes.prefix(count)))
    }

    @Test func `the application id makes a file a ledger even if the rest is broken`() {
        #expect(header(Schema.applicationID).kind == .ledger)
        #expect(header(Schema.applicationID).isWhole)
        var broken = header(Schema.applicationID).bytes
        broken[0] ^= 1
        #expect(FileHeader(broken).kind == .ledger)
    }

    @Test func `a database without an application id may be empty, and with another one it is foreign`() {
        #expect(header(0).kind == .unmarked)
        #expect(header(7).kind == .foreign)
        #expect(header(0, mode: 2).kind == .foreign)
    }

    @Test(arguments: [1, 15, 16, 50, 71, 99])
    func `a truncated header is a broken ledger`(count: Int) {
        #expect(header(Schema.applicationID, count: count).kind == .ledger)
        #expect(!header(Schema.applicationID, count: count).isWhole)
    }

    @Test func `an unknown mode is a broken header`() {
        #expect(header(Schema.applicationID, mode: 2).isWriteAhead)
        #expect(header(Schema.applicationID, mode: 2).isWhole)
        #expect(!header(Schema.applicationID, mode: 3).isWhole)
    }

    @Test func `empty, zeroed and other files are told apart`() {
        #expect(FileHeader([]).kind == .empty)
        #expect(FileHeader(Array(repeating: 0, count: 100)).kind == .ledger)
        #expect(FileHeader(Array("#!/bin/sh\n".utf8)).kind == .foreign)
        #expect(FileHeader(Array(repeating: 0x41, count: 4_096)).kind == .foreign)
    }
}
