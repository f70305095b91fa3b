import Datastream
import Foundation
import Ledger
import TestSupport
import Testing

@testable import LedgerStore

extension Folder {
    /// A folder for ledgers, in memory because the tests sync a lot.
    static func forLedgers() throws -> Folder { try Folder(inMemory: true) }

    /// The path of a file in the folder.
    func file(_ name: String = "ledger.sqlite") -> String { "\(path)/\(name)" }

    /// The names of all files in the folder.
    var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }

    /// The state of a file as seen from outside.
    struct State: Equatable {
        let bytes: [UInt8]
        let mode: mode_t
        let seconds: Int
        let nanoseconds: Int
    }

    /// All files in the folder except locks, with their bytes, modes and modification times.
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

/// Rewrites a file under the same name, readable for its owner alone.
func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(filePath: path))
    chmod(path, 0o600)
}

/// The ledgers of a file, read by a separate store.
func ledgers(of path: String, bounds: LedgerBounds = .standard) throws -> [StreamName: StreamLedger] {
    try LedgerStore.open(path: path, bounds: bounds).ledgers
}

/// Runs statements on a file, bypassing the store.
func execute(_ sql: String, on path: String) throws {
    let database = try Database(path: path, .readWrite)
    try database.execute(sql)
}

/// The kind of the error that the body throws; nil if it throws none.
func errorKind(_ body: () throws -> Void) -> LedgerStoreError.Kind? {
    do { try body() } catch let error as LedgerStoreError { return error.kind } catch {}
    return nil
}

/// Copies the files of a ledger in the middle of a transaction, as if its writer were killed there.
func copyUnfinished(_ sql: String, of path: String, to copy: String) throws {
    let database = try Database(path: path, .readWrite)
    // With a cache of only a page or two, changed pages go to the file before the transaction ends.
    try database.execute("PRAGMA cache_size = 1; BEGIN IMMEDIATE; \(sql)")
    let mode = try FileManager.default.attributesOfItem(atPath: path + "-journal")[.posixPermissions] as? Int
    #expect(mode == 0o600)
    try write(try bytes(of: path + "-journal"), to: copy + "-journal")
    try write(try bytes(of: path), to: copy)
}
