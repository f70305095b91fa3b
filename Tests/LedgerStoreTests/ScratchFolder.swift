import Datastream
import Foundation
import Ledger

@testable import LedgerStore

/// A folder that is there as long as its test, in memory where there is such a place: what is tested syncs a lot.
final class ScratchFolder {
    let path: String

    init() throws {
        let memory = "/dev/shm"
        let base = access(memory, W_OK) == 0 ? memory : FileManager.default.temporaryDirectory.path
        path = URL(filePath: base).appending(path: "ledger-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of a file in it.
    func file(_ name: String = "ledger.sqlite") -> String { "\(path)/\(name)" }

    /// The names of all files in it.
    var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }
}

/// The bytes of a file.
func bytes(of path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: path))) }

/// Writes a file anew, under the same name.
func write(_ bytes: [UInt8], to path: String) throws { try Data(bytes).write(to: URL(filePath: path)) }

/// What a file's ledgers are, read by a store of its own.
func ledgers(of path: String, bounds: LedgerBounds = .standard) throws -> [StreamName: StreamLedger] {
    var store = try LedgerStore.open(path: path)
    return try store.ledgers(bounds: bounds)
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
