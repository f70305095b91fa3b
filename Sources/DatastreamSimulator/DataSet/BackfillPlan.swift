internal import Datastream

/// The plan of one stream's backfill jobs.
///
/// Some objects of a running stream are backfilled again and again. They are spread over lanes, and the runs of a lane
/// follow one another, so that no more jobs run at once than there are lanes. All others ended before the start.
struct BackfillPlan: Sendable {
    private let stream: StreamPlan
    private let recurrences: [Recurrence]

    /// Plans the lanes of a stream.
    init(stream: StreamPlan, seed: UInt64) {
        self.stream = stream
        let lanes = stream.state == .running ? stream.tasks - stream.commandTasks : 0
        recurrences = (0..<lanes).flatMap { lane in
            Self.lane(
                of: min(Self.laneLength, stream.objects * 6 / 10 / lanes), partial: stream.loadsParts,
                seed: SplitMix64.mixed(seed &+ UInt64(lane)))
        }
    }

    /// The life of the object with this number.
    func life(of number: Int, seed: UInt64) -> BackfillLife {
        if number < recurrences.count { return .recurring(recurrences[number]) }
        // A table that is created later joins its stream without a backfill.
        if number >= stream.objects { return .never }
        return stream.backfillsAll ? settled(seed) : manual(seed)
    }

    /// The most objects that share a lane; a round of the lane then takes some minutes.
    private static let laneLength = 10

    private static func lane(of count: Int, partial: Bool, seed: UInt64) -> [Recurrence] {
        var generator = SplitMix64(seed: seed)
        let loads = (0..<count).map { _ in generator.number(in: 12...40) }
        let gap = 2.0
        let period = loads.reduce(0, +) + gap * Double(count)
        var startsAt = -generator.number(in: 0...period)
        return loads.enumerated().map { place, loads in
            defer { startsAt += loads + gap }
            return Recurrence(
                period: period, startsAt: startsAt, waits: min(generator.number(in: 8...50), period - loads - 1),
                loads: loads, sqlWhereClause: partial && place % 5 == 4 ? whereClause : nil, seed: generator.next())
        }
    }

    /// The outcome of an automatic backfill before the start.
    private func settled(_ seed: UInt64) -> BackfillLife {
        var generator = SplitMix64(seed: seed, 2)
        let share = generator.share()
        let outcome: BackfillState
        switch share {
        case ..<0.035: return .never
        case ..<0.05: return .notStarted
        case ..<0.075: outcome = .failed
        case ..<0.085: outcome = .stopped
        case ..<0.1: outcome = .unsupported
        default: outcome = .completed
        }
        return .once(ended(outcome, trigger: generator.share() < 0.8 ? .automatic : .manual, &generator))
    }

    /// The outcome for an object without automatic backfill: usually none.
    private func manual(_ seed: UInt64) -> BackfillLife {
        var generator = SplitMix64(seed: seed, 2)
        let share = generator.share()
        if share < 0.7 { return .never }
        return share < 0.85 ? .notStarted : .once(ended(.completed, trigger: .manual, &generator))
    }

    private func ended(
        _ outcome: BackfillState, trigger: BackfillJob.Trigger, _ generator: inout SplitMix64
    ) -> BackfillRun {
        let endsAt = -generator.number(in: 120...259_200)
        let isPartial = stream.loadsParts && generator.share() < 0.08
        return BackfillRun(
            trigger: trigger, startsAt: endsAt - generator.number(in: 10...7_200), endsAt: endsAt, outcome: outcome,
            sqlWhereClause: isPartial ? Self.whereClause : nil, seed: generator.next())
    }

    private static let whereClause = "region = 'EU' AND created_at >= '2026-01-01'"
}

extension StreamPlan {
    /// Whether a backfill accepts a WHERE clause: SQL sources do.
    var takesWhereClause: Bool { ["mysql", "oracle", "postgresql", "sqlServer", "spanner"].contains(sourceType) }

    /// Whether some of its backfills load only a part, as in the sources that supported this first.
    fileprivate var loadsParts: Bool { ["sqlServer", "spanner"].contains(sourceType) }
}
