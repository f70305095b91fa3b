internal import Datastream
internal import DatastreamMetrics
internal import GoogleAuth
internal import Notation
internal import Synchronization

/// Counts token refreshes and their failures.
final class TokenCounts: Sendable {
    private let counted = Mutex<TokenStatistics?>(nil)

    /// The counts so far; nil where no tokens are needed.
    var statistics: TokenStatistics? { counted.withLock { $0 } }

    /// Starts the counts at zero.
    func begin(_ source: String) {
        counted.withLock { if $0 == nil { $0 = TokenStatistics(source: source) } }
    }

    /// Counts a refresh or a failure.
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
