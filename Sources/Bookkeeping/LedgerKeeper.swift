package import Datastream
package import Ledger
package import LedgerStore

/// Writes the ledgers to their file after each poll, and lets counters be shown once the disk has them.
///
/// While writes fail, polls and gauges go on, counters stand still, and each poll tries again.
package struct LedgerKeeper: Sendable {
    /// Updates the file to these ledgers; takes as long as the disk does.
    package typealias Write = @Sendable ([StreamName: StreamLedger]) async throws(LedgerStoreError) -> Void

    /// An event worth logging.
    package enum Event: Sendable, Equatable {
        /// The file could not store the ledgers.
        case refused(LedgerStoreError)
        /// The file stores the ledgers again.
        case resumed
    }

    /// Holds the ledgers to write and to show.
    let bookkeeper: Bookkeeper
    /// Updates the file.
    let write: Write
    /// Receives events worth logging.
    let observe: @Sendable (Event) -> Void

    /// Writes the changes of every poll until the task is cancelled, then writes once more.
    func run() async {
        for await _ in bookkeeper.folds { await keep() }
        await keep()
    }

    /// Updates the file to the current ledgers.
    func keep() async {
        let ledgers = await bookkeeper.current
        do throws(LedgerStoreError) {
            try await write(ledgers)
        } catch {
            await bookkeeper.refused(error.operation)
            observe(.refused(error))
            return
        }
        if await !bookkeeper.isDurable { observe(.resumed) }
        await bookkeeper.took(ledgers)
    }
}
