import Datastream
import Ledger
import Notation
import TestSupport
import Testing

@testable import DatastreamMetrics
@testable import Exposition

struct ObjectBlocksTests {
    @Test(arguments: 0..<24 as Range<UInt64>)
    func `whatever happened before, the body equals a fresh exporter's for the same listings`(seed: UInt64) {
        var life = RandomListings(seed: seed)
        let options = life.options()
        var ledgers = Ledgers()
        var composer = Composer(identity: build, options: options, staleAfter: .seconds(300), blockSize: 4)
        for second in 1...25 {
            let state = polled(life.poll(), uptime: second)
            _ = ledgers.follow(state)
            if life.chance(80) { ledgers.took(ledgers.current) }
            if life.chance(5) { ledgers = Ledgers(kept: ledgers.current) }
            let shown = composer.compose(state, ledgers, uptime: .seconds(second))
            var fresh = Composer(identity: build, options: options, staleAfter: .seconds(300), blockSize: 4)
            let expected = fresh.compose(state, ledgers, uptime: .seconds(second))
            for format in ExpositionFormat.allCases {
                let difference = firstDifference(shown.whole(format), expected.whole(format))
                #expect(difference == nil, "seed \(seed), poll \(second)")
            }
        }
    }

    @Test func `a changed object changes only its own block, in the families that show it`() {
        let objects = (0..<12).map { table("\($0)", "t\($0)", BackfillJob(state: .completed)) }
        var changed = objects
        changed[5] = table("5", "t5", BackfillJob(state: .active))
        var composer = FollowedComposer(blockSize: 4)
        let before = composer.compose(polled([snapshot(objects)], uptime: 1), uptime: .seconds(1))
        let after = composer.compose(polled([snapshot(changed)], uptime: 2), uptime: .seconds(2))
        let old = before.objectParts
        let new = after.objectParts
        #expect(old.count == 8 && new.count == 8, "head and three blocks of info and of state")
        #expect(old.indices.filter { old[$0] != new[$0] } == [6], "the state of the second block")
        #expect(Set(old.map(place)).symmetricDifference(new.map(place)).count == 2, "all others are the same memory")
    }

    /// The first difference between two bodies: a line of text, or else what the gzip member consists of.
    private func firstDifference(_ body: ExpositionBody, _ other: ExpositionBody) -> String? {
        let (lines, others) = (body.string.split(separator: "\n"), other.string.split(separator: "\n"))
        if let pair = zip(lines, others).first(where: { Array($0.utf8) != Array($1.utf8) }) { return "\(pair)" }
        if lines.count != others.count { return "\(lines.count) lines and \(others.count)" }
        // The same text may be compressed to other bytes: ISA-L's choice of matches depends on addresses.
        if body.parts.map(\.text) != other.parts.map(\.text) { return "the borders of the parts" }
        let ends = [body, other].map { body in [0, body.gzipPieceCount - 1].map(body.gzipPiece) }
        return ends[0] == ends[1] ? nil : "the gzip member's header or trailer"
    }

    private func place(_ part: ExpositionPart) -> UnsafePointer<UInt8>? {
        part.deflated.withUnsafeBufferPointer(\.baseAddress)
    }
}

extension Exposition {
    /// The parts of the object series in the text format.
    fileprivate var objectParts: [ExpositionPart] { body(of: [.object], in: .text).parts }
}

/// Streams whose objects randomly appear, disappear, move, change and get new names.
private struct RandomListings: RandomNumberGenerator {
    private var generator: SeededGenerator
    private var streams: [StreamName: [StreamObject]] = [:]
    private var ids = 0
    private var seconds: Int64 = 1_000

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func next() -> UInt64 { generator.next() }

    mutating func options() -> ObjectOptions {
        var options = ObjectOptions(limit: [0, 0, 1, 5, 20].randomElement(using: &self) ?? 0)
        if chance(25) { options.detail = .attention }
        if chance(25) { options.states = .full }
        if chance(50) { options.extra = Set(ObjectOptions.extraFamilies) }
        if chance(30) { options.isWanted = { !$0.hasSuffix("3") } }
        return options
    }

    /// The next complete listings of all streams.
    mutating func poll() -> [Snapshot] {
        seconds += 60
        for name in ["a", "b", "c"] where chance(70) {
            let stream = StreamName(project: "p", location: "l", stream: name)
            if chance(3) { streams[stream] = nil } else { streams[stream, default: []] = lived(streams[stream] ?? []) }
        }
        return streams.keys.sorted().map { snapshot(of: $0, streams[$0] ?? [], at: seconds) }
    }

    private mutating func lived(_ objects: [StreamObject]) -> [StreamObject] {
        var objects = objects
        if objects.isEmpty || chance(20) {
            for _ in 0..<Int.random(in: 1...8, using: &self) {
                objects.insert(created(), at: Int.random(in: 0...objects.count, using: &self))
            }
        }
        if chance(15), let index = objects.indices.randomElement(using: &self) { objects.remove(at: index) }
        if chance(10) { objects.shuffle(using: &self) }
        for index in objects.indices where chance(10) { objects[index] = changed(objects[index]) }
        return objects
    }

    /// A table whose name another table may share.
    private mutating func created() -> StreamObject {
        ids += 1
        return table("id\(ids)", "t\(Int.random(in: 0..<30, using: &self))", created: Timestamp(seconds: seconds))
    }

    private mutating func changed(_ object: StreamObject) -> StreamObject {
        if chance(10) { return object.with(backfillJob: object.backfillJob, errors: object.errors) }
        if chance(10) {
            return table(
                object.id, "t\(Int.random(in: 0..<30, using: &self))", object.backfillJob, errors: object.errors)
        }
        let job = BackfillJob(
            state: BackfillState.allCases.randomElement(using: &self) ?? .unknown,
            lastStartTime: chance(80) ? Timestamp(seconds: seconds, nanoseconds: chance(50) ? 5_000 : 0) : nil,
            lastEndTime: chance(50) ? Timestamp(seconds: seconds + 5) : nil, errors: errors(),
            sqlWhereClause: chance(10) ? "a > 1" : nil)
        return object.with(backfillJob: job, errors: errors())
    }

    /// A few errors, or more reasons than a stream can name.
    private mutating func errors() -> [ReportedError] {
        guard chance(30) else { return [] }
        return (0..<(chance(10) ? 60 : 2)).map { _ in
            ReportedError(
                reason: "R\(Int.random(in: 0..<70, using: &self))",
                errorUuid: "u\(Int.random(in: 0..<50, using: &self))",
                errorTime: Timestamp(seconds: seconds))
        }
    }
}
