/// The poll history of one stream and the result of its last complete poll.
public struct PollRecord: Sendable, Equatable {
    /// The stream.
    public let name: StreamName
    /// Polls started.
    public var begun: Int = 0
    /// Failed polls, by reason.
    public var failed: [PollFailure.Reason: Int] = [:]
    /// Polls ended.
    public private(set) var endedPolls: Int = 0
    /// Whether the last poll read all its pages; nil before the first poll ends.
    public var lastSucceeded: Bool?
    /// How long the last poll took; nil before the first poll ends.
    public var lastDuration: Duration?
    /// The result of the last complete poll; nil before the first.
    public var snapshot: Snapshot?
    /// When that poll ended, by a clock that nobody can set.
    public var snapshotUptime: Duration?

    /// Creates the record of a stream that was never polled.
    public init(name: StreamName) { self.name = name }

    /// The snapshot, unless it is older than `staleAfter`.
    public func freshSnapshot(uptime: Duration, staleAfter: Duration) -> Snapshot? {
        guard let snapshotUptime, uptime - snapshotUptime <= staleAfter else { return nil }
        return snapshot
    }

    /// The record of a removed stream: its counters without its data.
    var counters: PollRecord {
        var record = PollRecord(name: name)
        (record.begun, record.failed, record.endedPolls) = (begun, failed, endedPolls)
        return record
    }

    /// Counts a poll that begins.
    public mutating func begin() { begun += 1 }

    /// Records how a poll ended: a complete one replaces the snapshot, a failed one keeps it.
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
