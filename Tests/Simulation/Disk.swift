import CSQLite
import CSimulation
import Foundation

/// A disk that forgets what was not synced, fills up, fails, and stops in the middle of a write.
///
/// The files are real and in memory, so that the program's own calls see them; each operation of SQLite is noted.
final class Disk: @unchecked Sendable {  // one thread uses it
    private enum Change {
        case write(Int, [UInt8])
        case truncate(Int)
    }

    private struct File {
        let path: String
        /// What the file holds for a running process; nil if there is none.
        var current: [UInt8]?
        /// What it would hold after a loss of power.
        var durable: [UInt8]?
        /// What was done since then.
        var pending: [Change] = []
    }

    /// How the disk fails now.
    struct Trouble {
        var isFull = false
        /// How many operations of a thousand fail.
        var failing = 0
    }

    let folder: String
    var path: String { "\(folder)/ledger" }
    var trouble = Trouble()
    /// Whether the process that uses it was killed.
    var isDead = false
    /// How many more operations happen before the process is killed in the middle of one; nil for no kill.
    var fuse: Int?
    /// Called when the fuse has burnt down, before the operation.
    var onKill: () -> Void = {}
    /// How many operations there were.
    private(set) var operations = 0
    /// What a program did that a loss of power could turn into a broken or an older file; nil if nothing.
    private(set) var danger: String?
    /// The ledger is as it would be after a loss of power: all of it is on the disk, and no journal would change it.
    ///
    /// SQLite leaves a journal without the mark of its beginning behind where it cannot remove it.
    var isSettled: Bool {
        let mark: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]
        return files[0].pending.isEmpty
            && ![files[1].current, files[1].durable].contains { $0?.starts(with: mark) ?? false }
    }

    private var files: [File] = []
    private let chance: Chance
    private var callbacks = simulation_disk()

    static let sector = 512

    /// A disk in an empty folder.
    init(folder: String, _ chance: Chance) throws {
        self.folder = folder
        self.chance = chance
        let manager = FileManager.default
        try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for name in try manager.contentsOfDirectory(atPath: folder) {
            try manager.removeItem(atPath: "\(folder)/\(name)")
        }
        files = [File(path: "\(folder)/ledger"), File(path: "\(folder)/ledger-journal")]
    }

    /// Lets SQLite use this disk during the body.
    func use<Value>(_ body: () throws -> Value) rethrows -> Value {
        callbacks = simulation_disk(
            context: Unmanaged.passUnretained(self).toOpaque(),
            opened: { context, path in
                guard let disk = Disk.of(context), let path else { return -1 }
                return disk.opened(String(cString: path))
            },
            reads: { context, _ in Disk.of(context)?.reads() ?? SQLITE_OK },
            writes: { context, file, bytes, count, offset, written in
                guard let disk = Disk.of(context), let bytes, let written else { return SQLITE_OK }
                let new = [UInt8](UnsafeRawBufferPointer(start: bytes, count: Int(count)))
                let (code, kept) = disk.writes(Int(file), new, Int(offset))
                written.pointee = Int32(kept)
                return code
            },
            truncates: { context, file, size in Disk.of(context)?.truncates(Int(file), Int(size)) ?? SQLITE_OK },
            syncs: { context, file in Disk.of(context)?.syncs(Int(file)) ?? SQLITE_OK },
            removes: { context, path, isSynced in
                guard let disk = Disk.of(context), let path else { return SQLITE_OK }
                return disk.removes(String(cString: path), isSynced: isSynced != 0)
            })
        return try withUnsafePointer(to: &callbacks) { pointer in
            precondition(simulation_use_disk(pointer) == SQLITE_OK)
            defer { _ = simulation_use_disk(nil) }
            return try body()
        }
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> Disk? {
        context.map { Unmanaged<Disk>.fromOpaque($0).takeUnretainedValue() }
    }

    // MARK: - Operations

    private func opened(_ path: String) -> Int32 {
        guard let number = files.firstIndex(where: { $0.path == path }) else { return -1 }
        if files[number].current == nil {
            files[number].current = []
            // The ledger itself is created before SQLite opens it.
            if number == 0 { files[number].durable = [] }
        }
        return Int32(number)
    }

    /// Whether the operation fails; burns the fuse.
    private func failure(_ code: Int32) -> Int32? {
        operations += 1
        if let left = fuse {
            fuse = left - 1
            if left <= 0 {
                fuse = nil
                onKill()
                isDead = true
            }
        }
        if isDead { return SQLITE_IOERR }
        return trouble.failing > 0 && chance.happens(trouble.failing) ? SQLITE_IOERR | code << 8 : nil
    }

    private func reads() -> Int32 {
        if isDead { return SQLITE_IOERR }
        // What SQLite makes of EIO.
        return failure(33) ?? SQLITE_OK
    }

    private func writes(_ number: Int, _ bytes: [UInt8], _ offset: Int) -> (code: Int32, written: Int) {
        let wasDead = isDead
        if let code = failure(3) {
            // A kill cuts the write short; a failure may have written a part.
            let sectors = bytes.count / Self.sector
            let kept = wasDead ? 0 : min(bytes.count, chance.among(0...sectors) * Self.sector)
            note(number, .write(offset, Array(bytes.prefix(kept))))
            return (code, kept)
        }
        let isOverwritten = number == 0 && offset < files[0].durable?.count ?? 0
        if isOverwritten, files[1].current == nil || !files[1].pending.isEmpty {
            danger = danger ?? "the ledger is written before its journal is on the disk"
        }
        if trouble.isFull, offset + bytes.count > files[number].current?.count ?? 0 { return (SQLITE_FULL, 0) }
        note(number, .write(offset, bytes))
        return (SQLITE_OK, bytes.count)
    }

    private func truncates(_ number: Int, _ size: Int) -> Int32 {
        if let code = failure(6) { return code }
        note(number, .truncate(size))
        return SQLITE_OK
    }

    private func syncs(_ number: Int) -> Int32 {
        if let code = failure(4) { return code }
        files[number].durable = files[number].current
        files[number].pending = []
        return SQLITE_OK
    }

    private func removes(_ path: String, isSynced: Bool) -> Int32 {
        guard let number = files.firstIndex(where: { $0.path == path }) else { return SQLITE_OK }
        if let code = failure(10) { return code }
        if number == 1, !files[0].pending.isEmpty {
            danger = danger ?? "the journal is removed before the ledger is on the disk"
        }
        files[number].current = nil
        files[number].pending = []
        if isSynced { files[number].durable = nil }
        return SQLITE_OK
    }

    private func note(_ number: Int, _ change: Change) {
        var bytes = files[number].current ?? []
        files[number].current = nil
        Self.apply(change, to: &bytes)
        files[number].current = bytes
        files[number].pending.append(change)
    }

    private static func apply(_ change: Change, to bytes: inout [UInt8]) {
        switch change {
        case .write(let offset, let new):
            if new.isEmpty { return }
            if bytes.count < offset + new.count {
                bytes.append(contentsOf: repeatElement(0, count: offset + new.count - bytes.count))
            }
            bytes.replaceSubrange(offset..<(offset + new.count), with: new)
        case .truncate(let size):
            if size < bytes.count { bytes.removeLast(bytes.count - size) }
        }
    }

    // MARK: - Failures

    /// Power is lost: of what was not synced, some sectors are there and others are not.
    func losePower() throws {
        let kept = chance.one(of: [0, 300, 700, 1_000]) ?? 0
        for number in files.indices {
            var file = files[number]
            var bytes = file.durable
            for change in file.pending {
                if bytes == nil { bytes = chance.happens(kept) ? [] : nil }
                guard var survived = bytes else { continue }
                switch change {
                case .truncate: if chance.happens(kept) { Self.apply(change, to: &survived) }
                case .write(let offset, let new):
                    for start in stride(from: 0, to: new.count, by: Self.sector) where chance.happens(kept) {
                        let sector = Array(new[start..<min(start + Self.sector, new.count)])
                        Self.apply(.write(offset + start, sector), to: &survived)
                    }
                }
                bytes = survived
            }
            (file.current, file.durable, file.pending) = (bytes, bytes, [])
            files[number] = file
            if let bytes {
                try Data(bytes).write(to: URL(filePath: file.path))
            } else if FileManager.default.fileExists(atPath: file.path) {
                try FileManager.default.removeItem(atPath: file.path)
            }
        }
    }
}
