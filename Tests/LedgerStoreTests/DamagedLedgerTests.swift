import Datastream
import Foundation
import Ledger
import TestSupport
import Testing

@testable import LedgerStore
@testable import LedgerTests

/// A ledger with data in each of its parts, in whose file any byte may have changed.
@Suite struct DamagedLedgerTests {
    private let folder: Folder
    private let path: String
    private let whole: [UInt8]
    private static let small = StreamLedger(seeing: [object("x")], bounds: StreamLedger.tight)

    init() throws {
        folder = try Folder.forLedgers()
        path = folder.file()
        var store = try LedgerStore.open(path: path)
        try store.add(["s": .full, "t": Self.small])
        _ = consume store
        // Small pages make a small file.
        try execute("PRAGMA page_size = 512; VACUUM", on: path)
        whole = try bytes(of: path)
    }

    /// How the ledger read from these bytes differs from the one written; nil if the file is refused.
    private func reading(_ bytes: [UInt8]) throws -> [String]? {
        try write(bytes, to: path)
        let before = try folder.contents
        let read: [StreamName: StreamLedger]
        do throws(LedgerStoreError) {
            read = try LedgerStore.open(path: path, bounds: StreamLedger.tight).ledgers
        } catch {
            #expect(try folder.contents == before, "a file that is refused stays as it was")
            let kinds: [LedgerStoreError.Kind] = [.corrupt, .foreign, .newer, .refused]
            return kinds.contains(error.kind) ? nil : [error.message]
        }
        guard read.count == 2, let full = read[stream("s")], let small = read[stream("t")] else { return ["streams"] }
        return full.differences(from: .full) + small.differences(from: Self.small)
    }

    /// Trying every bit of every byte takes minutes, and is done only if `LEDGER_EVERY_BIT` is 1.
    @Test(arguments: 0..<4)
    func `a flipped bit is detected or changes nothing`(part: Int) throws {
        let isThorough = ProcessInfo.processInfo.environment["LEDGER_EVERY_BIT"] == "1"
        var (tried, refused) = (0, 0)
        for index in stride(from: part, to: whole.count, by: 4) where isThorough || index < 100 || index % 7 == 0 {
            for bit in isThorough || index < 100 ? Array(0..<8) : [index / 7 % 8] {
                var bytes = whole
                bytes[index] ^= 1 << bit
                let differences = try reading(bytes)
                #expect(differences ?? [] == [], "bit \(bit) of byte \(index)")
                tried += 1
                if differences == nil { refused += 1 }
            }
        }
        #expect(refused > tried / 4)
    }

    @Test func `a truncated file is refused`() throws {
        #expect(try reading(whole) == [])
        let lengths = Array(1..<110) + Array(stride(from: 511, to: whole.count, by: 257)) + [whole.count - 1]
        for length in lengths { #expect(try reading(Array(whole.prefix(length))) == nil, "\(length) bytes") }
    }

    @Test func `a zeroed or misplaced page is detected or changes nothing`() throws {
        for page in 0..<whole.count / 512 {
            var bytes = whole
            bytes.replaceSubrange(page * 512..<(page + 1) * 512, with: Array(repeating: 0, count: 512))
            #expect(try reading(bytes) ?? [] == [], "page \(page)")
            let other = (page + 1) % (whole.count / 512)
            bytes.replaceSubrange(page * 512..<(page + 1) * 512, with: whole[other * 512..<(other + 1) * 512])
            #expect(try reading(bytes) ?? [] == [], "page \(page)")
        }
    }
}
