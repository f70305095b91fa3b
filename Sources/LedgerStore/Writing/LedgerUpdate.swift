public import Datastream
public import Ledger

/// A ledger of a stream, and what the file has of it.
public struct LedgerUpdate: Sendable {
    /// The stream.
    public var name: StreamName
    /// The ledger as it was written last; nil for a stream that the file does not have.
    public var written: StreamLedger?
    /// The ledger as it is now.
    public var ledger: StreamLedger

    /// An update of known parts.
    public init(name: StreamName, written: StreamLedger?, ledger: StreamLedger) {
        self.name = name
        self.written = written
        self.ledger = ledger
    }
}
