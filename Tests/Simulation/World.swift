/// What is true at Google: streams, objects, jobs and errors that change as the seed decides.
final class World {
    struct Stream {
        var itself: TrueStream
        var objects: [TrueObject]
        /// Objects that were deleted, and may come back.
        var gone: [TrueObject] = []
    }

    private(set) var streams: [Stream] = []
    private let plan: Plan
    private let chance: Chance
    private var gone: [Stream] = []
    private var ids = 0
    private var streamIDs = 0

    static let locations = ["l1", "l2"]

    init(_ plan: Plan, now: Int) {
        self.plan = plan
        chance = Chance(seed: plan.seed, purpose: "world")
        for _ in 0..<plan.streams {
            createStream(now)
            for _ in 0..<plan.objects { insert(streams.count - 1, now) }
        }
    }

    /// Lets something happen, unless the plan leaves it out.
    func change(now: Int) {
        let kinds: [Plan.Kind] = [
            .insert, .delete, .recreate, .rename, .twin, .move, .move, .error, .error, .error, .state, .job, .job, .job,
            .job, .job, .job, .oddity, .streamState,
        ]
        let rare = chance.happens(40)
        let kind = rare ? (chance.happens(500) ? .newStream : .goneStream) : chance.one(of: kinds) ?? .job
        let stream = streams.isEmpty ? 0 : chance.among(0...streams.count - 1)
        let isWanted = !plan.without.contains(kind)
        switch kind {
        case .newStream: if isWanted, streams.count < 4 { createStream(now) }
        case .goneStream: if isWanted, streams.count > 1 { gone.append(streams.remove(at: stream)) }
        default: if isWanted, !streams.isEmpty { change(kind, stream, now) }
        }
    }

    /// Lets objects of a stream change, as they may between two pages of a listing.
    func stir(_ name: String, now: Int) {
        guard let stream = streams.firstIndex(where: { $0.itself.name == name }) else { return }
        let kinds: [Plan.Kind] = [.job, .job, .job, .job, .error, .error, .move, .delete, .insert, .rename, .recreate]
        for _ in 0..<chance.among(1...4) {
            let kind = chance.one(of: kinds) ?? .job
            if !plan.without.contains(kind) { change(kind, stream, now) }
        }
    }

    private func change(_ kind: Plan.Kind, _ stream: Int, _ now: Int) {
        let count = streams[stream].objects.count
        switch kind {
        case .streamState:
            let states = ["RUNNING", "PAUSED", "MAINTENANCE", "FAILED", "STARTING", "7", "HIBERNATING", "42"]
            streams[stream].itself.state = chance.one(of: states) ?? "RUNNING"
            streams[stream].itself.updated = now
            if !plan.without.contains(.renewed), chance.happens(300) { streams[stream].itself.created = now }
            return
        case .error where count == 0 || chance.happens(250):
            streams[stream].itself.errors = errors(now)
            return
        case .insert:
            if count >= 60 { return }
            if chance.happens(400), let back = streams[stream].gone.popLast() {
                streams[stream].objects.insert(back, at: chance.among(0...count))
            } else {
                insert(stream, now)
            }
            return
        default: break
        }
        guard count > 0 else { return }
        let index = chance.among(0...count - 1)
        change(kind, &streams[stream].objects[index], now)
        switch kind {
        case .delete: streams[stream].gone.append(streams[stream].objects.remove(at: index))
        case .recreate:
            var object = streams[stream].objects.remove(at: index)
            object.created = now
            object.job = nil
            object.errors = []
            if chance.happens(500) { object.id = nextID() }
            streams[stream].objects.insert(object, at: chance.happens(500) ? index : 0)
        case .twin:
            let other = streams[stream].objects[chance.among(0...count - 1)]
            streams[stream].objects[index].namespace = other.namespace
            streams[stream].objects[index].table = other.table
            streams[stream].objects[index].kind = other.kind
        case .move:
            let object = streams[stream].objects.remove(at: index)
            streams[stream].objects.insert(object, at: chance.among(0...count - 1))
        default: break
        }
    }

    private func change(_ kind: Plan.Kind, _ object: inout TrueObject, _ now: Int) {
        switch kind {
        case .rename:
            let odd = ["say \"hi\"", "back\\slash", "two\nlines", "größe", "表", "😀", "a.b", "x y", "{a=\"b\"}"]
            object.table = chance.happens(300) ? chance.one(of: odd) ?? "t" : "t\(chance.among(0...99))"
        case .error: object.errors = errors(now)
        case .state: object.updated = now
        case .job: object.job = next(object.job, now)
        case .oddity: makeOdd(&object, now)
        default: break
        }
    }

    private func next(_ job: TrueObject.Job?, _ now: Int) -> TrueObject.Job? {
        let trigger = chance.happens(500) ? "AUTOMATIC" : "MANUAL"
        guard var job else { return TrueObject.Job(state: "PENDING", trigger: trigger) }
        switch job.state {
        case "PENDING", "NOT_STARTED":
            job.state = "ACTIVE"
            (job.start, job.end) = (now, nil)
        case "ACTIVE", "3":
            job.state = chance.one(of: ["COMPLETED", "COMPLETED", "FAILED", "STOPPED", "UNSUPPORTED", "6"]) ?? "FAILED"
            job.end = now
            if !plan.without.contains(.bound), chance.happens(300), let start = job.start {
                job.end = StreamModel.bounds.last { start + $0 <= now }.map { start + $0 } ?? now
            }
            if job.state == "FAILED" { job.errors = errors(now) }
        default:
            job.state = chance.one(of: ["PENDING", "ACTIVE", "3"]) ?? "PENDING"
            job.trigger = trigger
            job.errors = []
            job.clause = chance.happens(200) ? "id > 7" : nil
            if job.state != "PENDING" { (job.start, job.end) = (now, nil) }
        }
        return job
    }

    private func makeOdd(_ object: inout TrueObject, _ now: Int) {
        switch chance.among(0...7) {
        case 0: object.job?.state = "STATE_UNSPECIFIED"
        case 1: object.job?.state = chance.happens(500) ? "DREAMING" : "99"
        case 2: object.job?.trigger = "SCHEDULED"
        case 3: object.job?.start = nil
        case 4: object.job?.end = nil
        case 5: object.job = nil
        case 6: object.kind = chance.one(of: ["mysql", "postgresql", "oracle", "mongodb", "salesforce", "papyrus"])
        default: object.kind = nil
        }
    }

    private func errors(_ now: Int) -> [TrueError] {
        (0..<chance.among(0...3)).map { _ in
            // Few errors, which leave and come back.
            let number = chance.among(0...11)
            return TrueError(
                reason: "R\(number % 5)",
                uuid: number % 4 == 0 ? "" : chance.happens(500) ? "e\(number)" : "E\(number)",
                message: "m\(number)", time: Timeline.dawn - 1_000 + number)
        }
    }

    /// Creates a stream, or brings one back that was gone.
    private func createStream(_ now: Int) {
        if chance.happens(500), var back = gone.popLast() {
            // It was deleted and created anew under its name.
            if chance.happens(300) { back.itself.created = now }
            return streams.append(back)
        }
        streamIDs += 1
        let location = Self.locations[streamIDs % 2]
        streams.append(
            Stream(
                itself: TrueStream(
                    location: location, id: "s\(streamIDs)", displayName: "Stream \(streamIDs)", state: "RUNNING",
                    created: now), objects: []))
    }

    private func nextID() -> String {
        ids += 1
        return "o\(ids)"
    }

    private func insert(_ stream: Int, _ now: Int) {
        var object = TrueObject(
            id: nextID(), displayName: "object \(ids)", kind: "mysql", namespace: "db", table: "t\(ids)",
            created: chance.happens(900) ? now : nil)
        if chance.happens(600) { object.job = next(nil, now) }
        if chance.happens(400) { object.job = next(object.job, now) }
        if chance.happens(200) { object.job = next(object.job, now) }
        let count = streams[stream].objects.count
        streams[stream].objects.insert(object, at: chance.among(0...count))
    }
}
