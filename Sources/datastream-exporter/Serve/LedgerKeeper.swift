internal import Datastream
internal import Ledger
internal import LedgerStore
internal import System

/// Keeps the ledgers in their file after each poll, and lets counters be shown once the disk has them.
///
/// While the disk refuses, polls and gauges go on, counters stand still, and each poll tries again.
struct LedgerKeeper: Sendable {
    /// What is written and shown.
    let bookkeeper: Bookkeeper
    /// Brings the file up to these ledgers; blocks as long as the disk does.
    let write: @Sendable ([StreamName: StreamLedger]) throws(LedgerStoreError) -> Void
    /// Takes what people should know.
    let log: @Sendable (LogLine) -> Void

    /// Keeps what every poll changed until the task is cancelled, and then once more.
    func run() async {
        for await _ in bookkeeper.folds { await keep() }
        await keep()
    }

    /// Brings the file up to the ledgers as they are now.
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
