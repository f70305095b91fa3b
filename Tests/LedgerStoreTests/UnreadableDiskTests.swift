import CSQLite
import CSimulation
import Datastream
import Foundation
import Ledger
import TestSupport
import Testing

@testable import LedgerStore
@testable import LedgerTests

/// A disk that refuses to read, for a moment or for good.
@Suite struct UnreadableDiskTests {
    private let folder: Folder
    private let path: String
    private let disk = UnreadableDisk()

    init() throws {
        folder = try Folder.forLedgers()
        path = folder.file()
        var store = try LedgerStore.open(path: path)
        try store.add(["s": .full])
    }

    /// How often an opening reads from the file.
    private func reads() throws -> Int {
        try disk.use { _ = try ledgers(of: path, bounds: StreamLedger.tight) }
        return disk.reads
    }

    @Test func `a ledger opens though one of its reads is refused`() throws {
        let reads = try reads()
        #expect(reads > 10)
        for number in 1...reads {
            disk.refuse(number...number)
            let read = try disk.use { try ledgers(of: path, bounds: StreamLedger.tight) }
            #expect(disk.reads >= number, "read \(number) was not refused")
            #expect(read[stream("s")]?.differences(from: .full) == [], "read \(number) of \(reads)")
        }
    }

    @Test func `a ledger that stays unreadable is not corrupt, and stays as it is`() throws {
        let reads = try reads()
        let before = try folder.contents
        var refusals = 0
        for number in 1...reads {
            disk.refuse(number...Int.max)
            do {
                try disk.use { _ = try LedgerStore.open(path: path, bounds: StreamLedger.tight) }
                // Only the trial write at the end is left, which may fail.
                break
            } catch let error as LedgerStoreError {
                refusals += 1
                let message = "the ledger \(path) cannot be opened: disk I/O error: Input/output error"
                #expect(error == LedgerStoreError(.refused, .open, message), "from read \(number) on")
            }
            #expect(try folder.contents == before)
        }
        #expect(refusals > 10)
    }

    @Test func `a read that is refused while a ledger is written makes it refused, not corrupt, until the next write`()
        throws
    {
        try disk.use {
            var store = try LedgerStore.open(path: path, bounds: StreamLedger.tight)
            // The next read is the write's first.
            try execute("PRAGMA user_version = \(Schema.current.version)", on: path)
            disk.refuse(1...1)
            #expect(errorKind { try store.add(["t": .full]) } == .refused)
            try store.add(["t": .full])
        }
        #expect(try ledgers(of: path, bounds: StreamLedger.tight).count == 2)
    }
}

/// A disk whose reads fail with EIO, as SQLite reports it, by their numbers.
private final class UnreadableDisk {
    /// How many reads there were.
    private(set) var reads = 0
    private var refused = 0...0
    private var callbacks = simulation_disk()

    /// Refuses some of the reads to come, counted from 1.
    func refuse(_ numbers: ClosedRange<Int>) { (refused, reads) = (numbers, 0) }

    /// Puts this disk below all files that the body opens.
    func use<Value>(_ body: () throws -> Value) rethrows -> Value {
        callbacks = simulation_disk(
            context: Unmanaged.passUnretained(self).toOpaque(), opened: { _, _ in 0 },
            reads: { context, _ in
                guard let context else { return SQLITE_OK }
                let disk = Unmanaged<UnreadableDisk>.fromOpaque(context).takeUnretainedValue()
                disk.reads += 1
                return disk.refused.contains(disk.reads) ? SQLITE_IOERR | 33 << 8 : SQLITE_OK
            },
            writes: { _, _, _, count, _, written in
                written?.pointee = count
                return SQLITE_OK
            },
            truncates: { _, _, _ in SQLITE_OK }, syncs: { _, _ in SQLITE_OK }, removes: { _, _, _ in SQLITE_OK })
        return try withUnsafePointer(to: &callbacks) { pointer in
            #expect(simulation_use_disk(pointer) == SQLITE_OK)
            defer { _ = simulation_use_disk(nil) }
            return try body()
        }
    }
}
