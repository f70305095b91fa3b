internal import Ledger

/// The contents of a file for one stream.
struct StoredStream: Sendable {
    /// The stream's own row.
    let row: StreamRow
    /// The ledger that the other rows make.
    let ledger: StreamLedger
    /// The sequence number of the last state of each of the ledger's objects.
    let lastStates: [Int]
    /// The log whose runs the file has; nil if it was written by another process.
    var runs: RunLog?

    /// Where the file has the states of the ledger's objects.
    var states: StateRows { StateRows(last: lastStates, all: row.states) }
}
