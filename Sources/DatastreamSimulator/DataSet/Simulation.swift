internal import Datastream
internal import Notation

/// The living data set: a function of the seed, the time and the clients' commands so far.
struct Simulation: Sendable {
    /// How simulated seconds map to the wall clock.
    let scale: TimeScale
    /// The streams by their names.
    var streams: [StreamName: SimulatedStream]

    /// The data set for a seed, before any command.
    init(seed: UInt64, scale: TimeScale) {
        self.scale = scale
        let placed = StreamPlan.all.enumerated().map { place, plan in
            (plan.name, SimulatedStream(plan: plan, place: place, seed: SplitMix64.mixed(seed)))
        }
        streams = Dictionary(placed) { first, _ in first }
    }

    /// The names of the streams in a location, or with `-` in all locations, in order.
    func streamNames(in location: String) -> [StreamName] {
        streams.keys.filter { location == "-" || $0.location == location }.sorted()
    }

    /// A stream, with its objects.
    func stream(_ name: StreamName) throws(APIFailure) -> SimulatedStream {
        guard let stream = streams[name] else { throw .notFound("\(name)", type: "datastream.googleapis.com/Stream") }
        return stream
    }

    /// The API's view of a stream.
    func view(of stream: SimulatedStream) -> Stream {
        let plan = stream.plan
        let created = scale.timestamp(0).advanced(by: .seconds(-500 * 86_400) + .nanoseconds(123_456_789))
        let failed = scale.timestamp(-1_800)
        return Stream(
            name: plan.name, displayName: plan.displayName, state: plan.state, sourceType: plan.sourceType,
            destinationType: "bigquery", backfillStrategy: plan.backfillsAll ? "backfillAll" : "backfillNone",
            errors: plan.state != .failed
                ? []
                : ReportedError.drawn(from: ErrorTexts.stream, table: "", time: failed, seed: stream.seed),
            createTime: created, updateTime: plan.state == .failed ? failed : created)
    }

    /// The API's view of an object at a time.
    func view(of object: ObjectPlan, in stream: SimulatedStream, at time: Double) -> StreamObject {
        let created =
            object.appearsAt > 0 ? scale.timestamp(object.appearsAt) : scale.start.advanced(by: .zero - object.age)
        let job = job(of: object, in: stream, at: time)
        let errors =
            object.errors.began(at: time).map { began in
                ReportedError.drawn(
                    from: ErrorTexts.changes, table: object.displayName, time: scale.timestamp(began),
                    seed: SplitMix64.mixed(object.seed ^ began.bitPattern))
            } ?? []
        return StreamObject(
            id: object.id, displayName: object.displayName, sourceObject: object.source, backfillJob: job,
            errors: errors, createTime: created,
            updateTime: [created, job?.lastStartTime, job?.lastEndTime, errors.first?.errorTime].compactMap(\.self)
                .max())
    }

    private func job(of object: ObjectPlan, in stream: SimulatedStream, at time: Double) -> BackfillJob? {
        let life = stream.life(of: object)
        guard let run = life.run(at: time) else {
            return life == .never ? nil : BackfillJob(state: .notStarted)
        }
        let state = run.state(at: time)
        var job = BackfillJob(state: state, trigger: run.trigger, sqlWhereClause: run.sqlWhereClause)
        if state == .pending { return job }
        job.lastStartTime = run.startsAt.map(scale.timestamp)
        if state == .active { return job }
        job.lastEndTime = scale.timestamp(run.endsAt)
        let texts =
            switch state {
            case .failed: ErrorTexts.backfill(of: stream.plan.sourceType)
            case .unsupported: ErrorTexts.unsupported
            default: [ErrorTexts.Text]()
            }
        job.errors = ReportedError.drawn(
            from: texts, table: object.displayName, time: scale.timestamp(run.endsAt), seed: run.seed)
        return job
    }
}
