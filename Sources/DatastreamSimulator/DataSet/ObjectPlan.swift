internal import Datastream
internal import Notation

/// The fixed properties of one simulated object.
struct ObjectPlan: Sendable {
    /// The ID that the server assigns: 16 hexadecimal digits.
    var id: String
    /// Its identity in the source; nil for the few objects that the API does not identify.
    var source: SourceObject?
    var displayName: String
    /// When it joins the stream, in simulated seconds; 0 if it is there from the start.
    var appearsAt: Double
    /// How long before the start it was created.
    var age: Duration
    /// The life of its backfill job unless a client starts or stops it.
    var life: BackfillLife
    /// Its active errors in addition to those of the job.
    var errors: ActiveErrors
    /// The seed of its errors and outcomes.
    var seed: UInt64

    /// When an object shows errors of its own.
    enum ActiveErrors: Hashable, Sendable {
        case never
        case always
        /// In the first part of every period; the period is in simulated seconds.
        case comingBack(period: Double)

        /// When the errors that are visible at a time began, in simulated seconds.
        func began(at time: Double) -> Double? {
            switch self {
            case .never: return nil
            case .always: return -3_600
            case .comingBack(let period):
                let start = (time / period).rounded(.down) * period
                return time - start < period * 0.4 ? start : nil
            }
        }
    }
}

extension ObjectPlan {
    /// The objects of a stream, ordered by ID; `place` is the stream's index, which keeps the IDs of two streams apart.
    static func all(of stream: StreamPlan, place: Int, seed: UInt64) -> [ObjectPlan] {
        let names = TableNames(sourceType: stream.sourceType)
        let backfills = BackfillPlan(stream: stream, seed: SplitMix64.mixed(seed ^ UInt64(place)))
        return (0..<stream.objects + stream.newcomers).map { number in
            let newcomer = number >= stream.objects ? number - stream.objects : nil
            // Mixing is a bijection, so ids are unique.
            let mixed = SplitMix64.mixed(seed &+ UInt64(place) << 32 &+ UInt64(number))
            var generator = SplitMix64(seed: mixed, 1)
            let source = names.source(number)
            return ObjectPlan(
                id: Hexadecimal.text(mixed, width: 16),
                source: identified(source, number: number),
                displayName: source.label ?? "",
                appearsAt: newcomer.map { 45 * Double($0 + 1) } ?? 0,
                age: .seconds(86_400) * generator.number(in: 40...400),
                life: backfills.life(of: number, seed: mixed),
                errors: activeErrors(&generator, isNewcomer: newcomer != nil),
                seed: mixed)
        }.sorted { $0.id < $1.id }
    }

    /// Some objects have no identifier, and some have an identifier of a kind that clients do not know yet.
    private static func identified(_ source: SourceObject, number: Int) -> SourceObject? {
        if number % 150 == 149 { return nil }
        guard source.type == "salesforce", number % 60 == 59 else { return source }
        return SourceObject(type: "serviceNow", namespace: "", table: source.table)
    }

    private static func activeErrors(_ generator: inout SplitMix64, isNewcomer: Bool) -> ActiveErrors {
        let share = generator.share()
        if isNewcomer || share > 0.015 { return .never }
        return share < 0.005 ? .always : .comingBack(period: generator.number(in: 90...600))
    }
}
