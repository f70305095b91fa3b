import Datastream
import Foundation
import Ledger
import TestSupport
import Testing

@testable import LedgerStore

extension Folder {
    /// A folder for ledgers: what is tested syncs a lot.
    static func forLedgers() throws -> Folder { try Folder(inMemory: true) }

    /// The path of a file in it.
    func file(_ name: String = "ledger.sqlite") -> String { "\(path)/\(name)" }

    /// The names of all files in it.
    var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }

    /// What can be told of a file from outside.
    struct State: Equatable {
        let bytes: [UInt8]
        let mode: mode_t
        let seconds: Int
        let nanoseconds: Int
    }

    /// All files in it, but for locks, with their bytes, modes and times of the last change.
    var contents: [String: State] {
        get throws {
            var contents: [String: State] = [:]
            for name in names where !name.hasSuffix(".lock") {
                var status = stat()
                guard stat(file(name), &status) == 0 else { continue }
                contents[name] = State(
                    bytes: [UInt8](try Data(contentsOf: URL(filePath: file(name)))), mode: status.st_mode,
                    seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
            }
            return contents
        }
    }
}

/// The bytes of a file.
func bytes(of path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: path))) }

/// Writes a file anew, under the same name; the umask, which another test may have changed, plays no part.
func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(filePath: path))
    chmod(path, 0o600)
}

/// What a file's ledgers are, read by a store of its own.
func ledgers(of path: String, bounds: LedgerBounds = .standard) throws -> [StreamName: StreamLedger] {
    try LedgerStore.open(path: path, bounds: bounds).ledgers
}

/// Runs statements on a file, past the store.
func execute(_ sql: String, on path: String) throws {
    let database = try Database(path: path, .readWrite)
    try database.execute(sql)
}

/// The kind of the error that a body throws; nil when it throws none.
func errorKind(_ body: () throws -> Void) -> LedgerStoreError.Kind? {
    do { try body() } catch let error as LedgerStoreError { return error.kind } catch {}
    return nil
}

/// Copies the files of a ledger as they stand in the midst of a transaction: as if its writer were killed there.
func copyUnfinished(_ sql: String, of path: String, to copy: String) throws {
    let database = try Database(path: path, .readWrite)
    // With room for a page or two, changed ones go to the file before the end.
    try database.execute("PRAGMA cache_size = 1; BEGIN IMMEDIATE; \(sql)")
    let mode = try FileManager.default.attributesOfItem(atPath: path + "-journal")[.posixPermissions] as? Int
    #expect(mode == 0o600)
    try write(try bytes(of: path + "-journal"), to: copy + "-journal")
    try write(try bytes(of: path), to: copy)
}
