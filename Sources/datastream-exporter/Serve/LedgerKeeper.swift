internal import Datastream
internal import Ledger
internal import LedgerStore
internal import System

/// Writes the ledgers to their file after each poll, and lets counters be shown once the disk has them.
///
/// While writes fail, polls and gauges go on, counters stand still, and each poll tries again.
struct LedgerKeeper: Sendable {
    /// Holds the ledgers to write and to show.
    let bookkeeper: Bookkeeper
    /// Updates the file to these ledgers; blocks as long as the disk does.
    let write: @Sendable ([StreamName: StreamLedger]) throws(LedgerStoreError) -> Void
    /// Writes a log line.
    let log: @Sendable (LogLine) -> Void

    /// Writes the changes of every poll until the task is cancelled, then writes once more.
    func run() async {
        for await _ in bookkeeper.folds { await keep() }
        await keep()
    }

    /// Updates the file to the current ledgers.
    func keep() async {
        let ledgers = await bookkeeper.current
        let write = write
        switch await BlockingThread.result({ () throws(LedgerStoreError) in try write(ledgers) }) {
        case .success:
            if await !bookkeeper.isDurable { log(LogLine(.info, "ledger is written again")) }
            await bookkeeper.took(ledgers)
        case .failure(let error):
            await bookkeeper.refused(error.operation)
            log(LogLine(.error, "ledger not written: counters stand still", ["err": error.message]))
        }
    }
}
