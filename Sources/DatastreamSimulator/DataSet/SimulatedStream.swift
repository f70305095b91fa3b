internal import Datastream

/// A stream with its objects and the effects of the clients' commands so far.
struct SimulatedStream: Sendable {
    /// What the stream is.
    let plan: StreamPlan
    /// Its objects, ordered by ID; some of them join later.
    let objects: [ObjectPlan]
    /// The seed of the stream's own errors.
    let seed: UInt64
    private var commanded: [String: BackfillLife] = [:]
    private var commands: UInt64 = 0
    /// When each of the tasks for commanded jobs becomes free, in simulated seconds.
    private var freeAt: [Double]

    /// A stream before any command.
    init(plan: StreamPlan, place: Int, seed: UInt64) {
        self.plan = plan
        self.seed = SplitMix64.mixed(seed ^ UInt64(place))
        objects = ObjectPlan.all(of: plan, place: place, seed: seed)
        freeAt = Array(repeating: 0, count: plan.commandTasks)
    }

    /// The object with this ID, if it has joined the stream.
    func object(_ id: String, at time: Double) -> ObjectPlan? {
        let place = firstPlace { $0 >= id }
        guard place < objects.count, objects[place].id == id, objects[place].appearsAt <= time else { return nil }
        return objects[place]
    }

    /// The objects that exist at a time and follow an ID; all of them if the ID is empty.
    func objects(after id: String, at time: Double) -> some Sequence<ObjectPlan> {
        objects[firstPlace { $0 > id }...].lazy.filter { $0.appearsAt <= time }
    }

    /// The life of an object's job: as planned, or as set by the last command.
    func life(of object: ObjectPlan) -> BackfillLife { commanded[object.id] ?? object.life }

    /// Makes a job wait for a free task, run and end.
    mutating func start(_ object: ObjectPlan, sqlWhereClause: String?, at time: Double) {
        var generator = SplitMix64(seed: object.seed, 3, commands)
        commands += 1
        let isUnsupported = life(of: object).state(at: time) == .unsupported
        let outcome: BackfillState = isUnsupported ? .unsupported : generator.share() < 0.15 ? .failed : .completed
        let waits = generator.number(in: 3...10)
        let loads = isUnsupported ? 2 : generator.number(in: 10...30)
        let task = freeAt.indices.min { freeAt[$0] < freeAt[$1] }
        let startsAt = max(time + waits, task.map { freeAt[$0] } ?? time)
        if let task { freeAt[task] = startsAt + loads }
        commanded[object.id] = .once(
            BackfillRun(
                trigger: .manual, startsAt: startsAt, endsAt: startsAt + loads, outcome: outcome,
                sqlWhereClause: sqlWhereClause, seed: generator.next()))
    }

    /// Ends a job that is waiting or running.
    mutating func stop(_ object: ObjectPlan, at time: Double) {
        guard let run = life(of: object).run(at: time) else { return }
        commanded[object.id] = .once(run.stopped(at: time))
    }

    private func firstPlace(where isReached: (String) -> Bool) -> Int {
        var (low, high) = (0, objects.count)
        while low < high {
            let middle = (low + high) / 2
            if isReached(objects[middle].id) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
