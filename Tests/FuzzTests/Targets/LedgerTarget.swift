import Datastream
import Glibc
import Ledger
import Notation
import Synchronization

@testable import LedgerStore

/// A damaged ledger file: refused and left as it is, or read as it was written.
///
/// An input that begins like a SQLite file is the file. Any other is a list of changes to a whole ledger, five bytes each:
/// two for the offset, one for the kind, two for the value.
enum LedgerTarget {
    private static let bounds = LedgerBounds(
        departedObjects: 2, leftErrors: 2, runs: 3, runAge: .seconds(100_000))
    private static let folder = Folder()
    private static let whole = Result { try wholeLedger() }

    /// A folder in memory, if there is one.
    private struct Folder: Sendable {
        let path: String

        init() {
            let base = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
            path = "\(base)/datastream-exporter-fuzz-\(getpid())"
            mkdir(path, 0o700)
            atexit { LedgerTarget.clear(LedgerTarget.folder.path, andRemove: true) }
        }
    }

    /// A ledger file and what it holds.
    private struct Written: Sendable {
        var bytes: [UInt8]
        var ledgers: [StreamName: StreamLedger]
    }

    /// Only one input at a time may use the file.
    private static let turn = Mutex(())

    static func run(_ bytes: [UInt8]) throws {
        try turn.withLock { _ in try tryOne(bytes) }
    }

    private static func tryOne(_ bytes: [UInt8]) throws {
        let whole = try whole.get()
        let isFile = bytes.starts(with: "SQLite format 3".utf8)
        let file = isFile ? bytes : damaged(whole.bytes, by: bytes)
        clear(folder.path, andRemove: false)
        let path = "\(folder.path)/ledger.sqlite"
        try write(file, to: path)
        _ = try? LedgerReader.runs(path: path)
        do {
            var store = try LedgerStore.open(path: path, bounds: bounds)
            let read = store.ledgers
            // An empty file is a new ledger.
            if !isFile, !file.isEmpty {
                try demand(read == whole.ledgers, "a damaged ledger was read, and it is another")
            }
            do throws(LedgerStoreError) { try store.write([:]) } catch { return }
            try demand(store.ledgers.isEmpty, "what was written is not what is there")
        } catch let error as LedgerStoreError {
            try demand(error.operation == .open, "another failure than that of opening: \(error.message)")
            try demand(try contents(of: path) == file, "a file that was refused has changed")
        }
    }

    /// Applies the changes.
    private static func damaged(_ whole: [UInt8], by changes: [UInt8]) -> [UInt8] {
        var file = whole
        var input = InputReader(changes)
        while !input.isAtEnd, !file.isEmpty {
            let offset = Int(input.number(bytes: 2)) % file.count
            let (kind, value) = (input.byte(), input.number(bytes: 2))
            switch kind % 6 {
            case 0: file[offset] ^= UInt8(truncatingIfNeeded: value)
            case 1: file[offset] = UInt8(truncatingIfNeeded: value)
            case 2: file.removeSubrange(offset...)
            case 3: file.removeSubrange(offset..<min(offset + Int(value), file.count))
            case 4: file.insert(contentsOf: [UInt8](repeating: UInt8(value >> 8), count: Int(value & 0xFF)), at: offset)
            default:
                // Swaps two pages of 512 bytes.
                let (one, other) = (offset / 512 * 512, Int(value) % file.count / 512 * 512)
                for index in 0..<512 where max(one, other) + index < file.count {
                    file.swapAt(one + index, other + index)
                }
            }
        }
        return file
    }

    /// A ledger with something in every table.
    private static func wholeLedger() throws -> Written {
        clear(folder.path, andRemove: false)
        let path = "\(folder.path)/ledger.sqlite"
        let name = StreamName(project: "p", location: "l", stream: "s")
        func snapshot(_ minute: Int64) -> Snapshot {
            let time = Timestamp(seconds: 1_700_000_000 + 60 * minute)
            let error = ReportedError(
                reason: "REASON_\(minute)", errorUuid: "id-\(minute)", message: "text", errorTime: time)
            let objects = (minute...minute + 3).map { index in
                StreamObject(
                    id: "object-\(index)", displayName: "public.table_\(index)",
                    backfillJob: BackfillJob(
                        state: minute % 2 == 0 ? .active : .completed, trigger: .automatic, lastStartTime: time,
                        lastEndTime: minute % 2 == 0 ? nil : time, errors: [error]),
                    errors: [error], createTime: time)
            }
            return Snapshot(stream: Stream(name: name, errors: [error]), objects: objects, fetchedAt: time)
        }
        var ledger = StreamLedger(baseline: snapshot(0), at: Timestamp(seconds: 1_700_000_000), bounds: bounds)
        for minute in 1...7 as ClosedRange<Int64> {
            _ = ledger.fold(snapshot(minute), at: Timestamp(seconds: 1_700_000_000 + 60 * minute))
        }
        var store = try LedgerStore.open(path: path, bounds: bounds)
        try store.write([name: ledger])
        _ = consume store
        try compact(path)
        let bytes = try contents(of: path)
        // Runs are only in the file, so the ledger as read is what to compare with.
        return Written(bytes: bytes, ledgers: try LedgerStore.open(path: path, bounds: bounds).ledgers)
    }

    /// Small pages make a small file.
    private static func compact(_ path: String) throws {
        let database = try Database(path: path, .readWrite)
        try database.execute("PRAGMA page_size = 512; VACUUM")
    }

    // MARK: - Files

    private static func write(_ bytes: [UInt8], to path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard file >= 0 else { throw Violation("\(path) cannot be written") }
        defer { close(file) }
        guard Glibc.write(file, bytes, bytes.count) == bytes.count else { throw Violation("\(path) is not whole") }
    }

    private static func contents(of path: String) throws(Violation) -> [UInt8] {
        let file = open(path, O_RDONLY)
        guard file >= 0 else { throw Violation("\(path) cannot be read") }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = read(file, &bytes, bytes.count)
        return Array(bytes.prefix(max(0, count)))
    }

    fileprivate static func clear(_ folder: String, andRemove: Bool) {
        for ending in ["", "-journal", "-wal", "-shm", ".lock"] { unlink("\(folder)/ledger.sqlite\(ending)") }
        if andRemove { rmdir(folder) }
    }
}
