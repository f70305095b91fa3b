/// What a store of ledgers does, as a label value.
package enum LedgerOperation: String, CaseIterable, Sendable {
    case open
    case read
    case write
}
