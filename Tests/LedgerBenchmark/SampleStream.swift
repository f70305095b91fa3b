import Datastream
import Notation
import TestSupport

/// The listings of one stream with many objects, of which a share changes from poll to poll.
struct SampleStream {
    let name: StreamName
    let objects: Int
    /// How many objects in a thousand of those that ever change do so with each poll.
    let churn: Int
    /// How many objects ever change.
    let changing: Int
    private var present: [StreamObject]
    private var latest: Snapshot?
    private var polls: UInt64 = 0

    private static let states: [(upTo: UInt64, state: BackfillState)] = [
        (90, .completed), (94, .active), (96, .pending), (97, .notStarted), (99, .failed), (100, .unsupported),
    ]

    init(_ name: StreamName, objects: Int, churn: Int, changing: Int) {
        self.name = name
        self.objects = objects
        self.churn = churn
        self.changing = changing
        present = (0..<objects).map { Self.object($0, poll: 0) }
    }

    /// The next complete listing; unchanged objects are the same references as before.
    mutating func poll(at now: Timestamp) -> Snapshot {
        for index in 0..<changing where Self.mixed(UInt64(index) &+ polls &* 7_919) % 1_000 < churn {
            present[index] = Self.object(index, poll: polls)
        }
        polls += 1
        let snapshot = Snapshot(
            stream: Stream(name: name), objects: present, fetchedAt: now, previous: latest)
        latest = snapshot
        return snapshot
    }

    private static func object(_ index: Int, poll: UInt64) -> StreamObject {
        let fixed = mixed(UInt64(index) &* 1_000_003)
        let live = mixed(fixed ^ poll)
        let state = states.first { live % 100 < $0.upTo }?.state ?? .completed
        let start = 1_700_000_000 + Int64(poll * 5_000)
        let ends = ![BackfillState.active, .pending, .notStarted].contains(state)
        let errors =
            state == .failed
            ? [ReportedError(reason: "READ_FAILED", errorUuid: String(live, radix: 16), message: "Lost connection.")]
            : []
        return StreamObject(
            id: String(fixed, radix: 16), displayName: "shop.table_\(index)",
            sourceObject: SourceObject(type: "mysql", namespace: "shop", table: "table_\(index)"),
            backfillJob: BackfillJob(
                state: state, trigger: .automatic,
                lastStartTime: Timestamp(seconds: start, nanoseconds: Int32(live % 1_000_000_000)),
                lastEndTime: ends ? Timestamp(seconds: start + Int64(live % 4_000)) : nil, errors: errors),
            createTime: Timestamp(seconds: 1_690_000_000, nanoseconds: Int32(fixed % 1_000_000_000)),
            updateTime: Timestamp(seconds: 1_695_000_000))
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var numbers = SeededGenerator(seed: value)
        return numbers.next()
    }
}
