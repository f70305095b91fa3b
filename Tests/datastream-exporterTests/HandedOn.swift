import Datastream
import Ledger
import Synchronization

/// What a bookkeeper handed on to be served.
final class HandedOn: Sendable {
    private let taken = Mutex<[Ledgers]>([])

    func take(_ state: PollState, _ ledgers: Ledgers) { taken.withLock { $0.append(ledgers) } }

    /// How often it did.
    var count: Int { taken.withLock { $0.count } }

    /// The last ledgers.
    var ledgers: Ledgers? { taken.withLock { $0.last } }

    /// New errors of a stream itself, as far as they are shown.
    func newErrors(of name: StreamName) -> Int? { ledgers?.served[name]?.counters.newErrors[.stream] }
}
