internal import CommandLine
internal import Datastream
internal import Ledger
internal import LedgerStore
internal import Polling
internal import Synchronization
internal import System

/// The ledger file of a running exporter.
final class LedgerFile: Sendable {
    private let store: Mutex<LedgerStore>

    /// Opens the file that the options name, if any, and reads its ledgers.
    ///
    /// Blocks as long as the disk does.
    static func open(
        _ options: ServeOptions, _ clock: SystemClock, _ logger: Logger
    ) throws(CommandFailure) -> (LedgerFile?, [StreamName: StreamLedger]) {
        guard let path = options.storagePath else { return (nil, [:]) }
        do throws(LedgerStoreError) {
            return try open(path) { () throws(LedgerStoreError) in
                guard options.resetsStorage else { return false }
                let aside = try LedgerStore.setAside(path: path, at: clock.now())
                logger.log(.warn, "corrupt ledger set aside", ["path": path, "moved_to": aside])
                return true
            }
        } catch {
            throw CommandFailure(error)
        }
    }

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - reset: called when the file is corrupt; returns whether it was set aside to make room for a new one.
    /// - Returns: the file, and the ledgers that it held.
    /// - Throws: why the file cannot be used.
    static func open(
        _ path: String, reset: () throws(LedgerStoreError) -> Bool
    ) throws(LedgerStoreError) -> (LedgerFile, [StreamName: StreamLedger]) {
        do throws(LedgerStoreError) {
            return try open(path)
        } catch {
            guard error.kind == .corrupt, try reset() else { throw error }
            return try open(path)
        }
    }

    private static func open(_ path: String) throws(LedgerStoreError) -> (LedgerFile, [StreamName: StreamLedger]) {
        let store = try LedgerStore.open(path: path)
        let kept = store.ledgers
        return (LedgerFile(store), kept)
    }

    private init(_ store: consuming LedgerStore) { self.store = Mutex(store) }

    /// Updates the file to these ledgers; blocks as long as the disk does.
    func write(_ ledgers: [StreamName: StreamLedger]) throws(LedgerStoreError) {
        try store.withLock { store throws(LedgerStoreError) in try store.write(ledgers) }
    }
}
