/// An operation of the ledger store, as a label value.
package enum LedgerOperation: String, CaseIterable, Sendable {
    case open
    case read
    case write
}
