/// How the polls of one stream went, and what the last whole one learnt.
public struct PollRecord: Sendable, Equatable {
    /// The stream.
    public let name: StreamName
    /// Polls begun.
    public var begun: Int = 0
    /// Polls failed, by reason.
    public var failed: [PollFailure.Reason: Int] = [:]
    /// Polls ended.
    public private(set) var endedPolls: Int = 0
    /// Whether the last poll read all its pages; nil before the first is decided.
    public var lastSucceeded: Bool?
    /// How long the last poll took; nil before the first is decided.
    public var lastDuration: Duration?
    /// What the last whole poll learnt; nil before the first.
    public var snapshot: Snapshot?
    /// When that was, by a clock that no one sets.
    public var snapshotUptime: Duration?

    /// A stream that is known and was never polled.
    public init(name: StreamName) { self.name = name }

    /// The snapshot, unless it is older than that.
    public func freshSnapshot(uptime: Duration, staleAfter: Duration) -> Snapshot? {
        guard let snapshotUptime, uptime - snapshotUptime <= staleAfter else { return nil }
        return snapshot
    }

    /// The record of a stream that left: how often it was polled, and nothing of what that told.
    var counters: PollRecord {
        var record = PollRecord(name: name)
        (record.begun, record.failed, record.endedPolls) = (begun, failed, endedPolls)
        return record
    }

    /// Notes that a poll begins.
    public mutating func begin() { begun += 1 }

    /// Notes how a poll ended: a whole one replaces the snapshot, a failed one leaves it in place.
    public mutating func end(_ result: Result<Snapshot, PollFailure>, after duration: Duration, uptime: Duration) {
        endedPolls += 1
        lastDuration = duration
        switch result {
        case .success(let snapshot):
            lastSucceeded = true
            self.snapshot = snapshot
            snapshotUptime = uptime
        case .failure(let failure):
            lastSucceeded = false
            failed[failure.reason, default: 0] += 1
        }
    }
}

/// Why a poll failed.
public struct PollFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What a user does about it, as one of eight.
    public var reason: Reason
    /// What failed, on what and why, in one line; never a secret or a server's free text.
    public var message: String

    /// A failure of known parts.
    public init(_ reason: Reason, _ message: String) {
        self.reason = reason
        self.message = message
    }

    /// The message.
    public var description: String { message }

    /// The label `reason` of `datastream_exporter_poll_failures_total`.
    public enum Reason: String, CaseIterable, Sendable {
        /// No token to be had, or 401 after one refresh.
        case auth
        /// 403, or an API that is disabled.
        case permission
        /// 404.
        case notFound = "not_found"
        /// 429, or a 403 for a rate limit.
        case quota
        /// Any other HTTP answer that is no success.
        case server
        /// Name look-up, connection, TLS, proxy, reset, a transfer cut short.
        case network
        /// A deadline of ours.
        case timeout
        /// A success that is no listing.
        case decode
    }
}
