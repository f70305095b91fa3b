internal import Datastream
internal import DatastreamMetrics
internal import GoogleAuth
internal import Notation
internal import Synchronization

/// Counts what becomes of tokens.
final class TokenCounts: Sendable {
    private let counted = Mutex<TokenStatistics?>(nil)

    /// What became of tokens so far; nil where none are needed.
    var statistics: TokenStatistics? { counted.withLock { $0 } }

    /// Begins to count at zero.
    func begin(_ source: String) {
        counted.withLock { if $0 == nil { $0 = TokenStatistics(source: source) } }
    }

    /// Counts what became of a token.
    func count(_ event: TokenEvent, of source: String) {
        begin(source)
        counted.withLock { counted in
            switch event {
            case .refreshed(let expiry):
                counted?.refreshes += 1
                counted?.expiry = expiry.map { Timestamp(seconds: $0) }
            case .failed: counted?.failures += 1
            }
        }
    }
}
