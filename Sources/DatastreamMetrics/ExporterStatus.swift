internal import Ledger

/// What the exporter knows about itself when it publishes a poll.
struct ExporterStatus: Sendable {
    let identity: ExporterIdentity
    let objectLimit: Int
    let skippedTicks: Int
    let dropped: [ObjectSelection.Reason: Int]
    let ledgers: Ledgers
}
