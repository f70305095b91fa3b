internal import DatastreamMetrics
internal import Serving
internal import Synchronization

/// Counts what the listener does.
final class ListenerCounts: Sendable {
    private let counted = Mutex(
        ListenerStatistics(rejectionReasons: ListenerEvent.Refusal.allCases.map(\.rawValue)))

    /// The counts so far, and the state of the web configuration.
    func statistics(_ access: LiveWebConfiguration.Status) -> ListenerStatistics {
        var statistics = counted.withLock { $0 }
        statistics.isWebConfigurationGood = access.isGood
        statistics.certificateExpiry = access.certificateExpiry
        return statistics
    }

    func count(_ event: ListenerEvent) {
        counted.withLock { counted in
            switch event {
            case .connectionOpened: counted.connections += 1
            case .connectionClosed: counted.connections -= 1
            case .answered(let status): counted.requests[status, default: 0] += 1
            case .refused(let reason): counted.rejected[reason.rawValue, default: 0] += 1
            }
        }
    }
}
