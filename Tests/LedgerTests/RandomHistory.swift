import Datastream
import TestSupport

/// A stream with a random history: what a correct API might show of it, and what no correct API would.
struct RandomHistory: RandomNumberGenerator {
    private var generator: SeededGenerator
    private var truth: [StreamObject] = []
    private var before: [StreamObject] = []
    private var clock = 1_000
    private var ids = 0

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
        for _ in 0..<Int.random(in: 0...4, using: &self) { create(name: nil) }
    }

    mutating func next() -> UInt64 { generator.next() }

    /// The next complete listing.
    mutating func poll() -> Snapshot {
        before = truth
        if !chance(20) {
            for index in truth.indices where chance(50) { live(index) }
            if chance(10) { create(name: chance(20) ? truth.first?.displayName : nil) }
            if chance(10), let index = truth.indices.randomElement(using: &self) { end(index) }
        }
        var shown: [StreamObject] = []
        for object in truth where !chance(12) {
            let former = before.first { $0.id == object.id }
            shown.append(chance(5) ? blurred(object) : chance(5) ? former ?? object : object)
        }
        if chance(10) { shown.shuffle(using: &self) }
        if chance(3) { shown = [] }
        return listing(shown, errors: chance(30) ? errors() : [])
    }

    private mutating func create(name: String?) {
        ids += 1
        clock += 10
        truth.append(object("id\(ids)", name: name ?? "t\(ids)", created: chance(80) ? clock : nil))
    }

    /// Removes an object for good, or recreates it with the same id or the same name.
    private mutating func end(_ index: Int) {
        let name = truth[index].displayName
        clock += 10
        if chance(30) {
            truth[index] = object(truth[index].id, name: name, created: clock)
        } else {
            truth.remove(at: index)
            if chance(50) { create(name: name) }
        }
    }

    private mutating func live(_ index: Int) {
        clock += Int.random(in: 0...4_000, using: &self)
        var next = truth[index].backfillJob ?? job(.notStarted, by: chance(50) ? .automatic : .manual)
        switch Int.random(in: 0..<12, using: &self) {
        case 0: next.state = .pending
        case 1: next = job(.pending, by: .manual)
        case 2...4: next = job(.active, clock, by: chance(50) ? .automatic : .manual)
        case 5...7:
            next.state = [.completed, .failed, .stopped, .unsupported].randomElement(using: &self) ?? .failed
            next.lastEndTime = chance(90) ? Optional(at(clock)) : nil
        case 8: next = job(.completed, clock, clock + Int.random(in: -5...90_000, using: &self))
        case 9: next.state = BackfillState.allCases.randomElement(using: &self) ?? .unknown
        case 10: next.lastEndTime = at(clock)
        default: clock -= 20_000
        }
        next.errors = next.state == .failed ? errors() : []
        truth[index] = truth[index].with(backfillJob: next, errors: chance(20) ? errors() : [])
    }

    /// An object with a value that could not be read.
    private mutating func blurred(_ object: StreamObject) -> StreamObject {
        var job = object.backfillJob
        switch Int.random(in: 0..<5, using: &self) {
        case 0: job = nil
        case 1: job?.lastStartTime = nil
        case 2: job?.lastEndTime = nil
        case 3: job?.state = .unknown
        default:
            return StreamObject(
                id: object.id, displayName: object.displayName, sourceObject: object.sourceObject, backfillJob: job,
                errors: object.errors, updateTime: object.updateTime)
        }
        return object.with(backfillJob: job, errors: object.errors)
    }

    private mutating func errors() -> [ReportedError] {
        (0..<Int.random(in: 0...3, using: &self)).map { _ in
            let number = Int.random(in: 0..<(chance(90) ? 12 : 200), using: &self)
            let uuid = number.isMultiple(of: 5) ? "" : chance(50) ? "e\(number)" : "E\(number)"
            return ReportedError(
                reason: "R\(number % 70)", errorUuid: uuid, message: "m\(number)", errorTime: at(number))
        }
    }
}
