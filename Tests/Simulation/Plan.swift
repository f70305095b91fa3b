/// What a seed makes of the world, the network and the disk, and what was left out of it to shrink a failure.
struct Plan: Equatable {
    /// A kind of event that may happen to the world, the network, the disk or the program.
    enum Kind: String, CaseIterable, Hashable {
        // The world.
        case insert, delete, recreate, rename, twin, move, error, state, job, oddity, streamState, newStream, goneStream
        // The network.
        case cut, garbage, html, empty, errorBody, wrongType, foreign, tokenLoop, repeatedPage, refusedPageToken
        case unavailable, quota, expired, stall, unreachable, forbidden, lostLocation, tokenServer
        // The disk and the process.
        case full, broken, killed, powerCut, stopped, killedWriting
        // The clock.
        case clock
        // Objects that change between two pages, streams created anew between two polls, durations that are a bound of
        // the histogram, parts of the API that fail for minutes, and flags: few requests a minute, one of two shards.
        case stirred, renewed, bound, outage, busy, shard
    }

    var seed: UInt64
    /// Poll intervals until the world calms down.
    var polls: Int
    var streams: Int
    var objects: Int
    var without: Set<Kind> = []

    init(seed: UInt64) {
        self.seed = seed
        let chance = Chance(seed: seed, purpose: "plan")
        polls = chance.among(2...9)
        streams = chance.one(of: [1, 1, 2, 3]) ?? 1
        objects = chance.happens(150) ? chance.among(0...30) : chance.among(0...7)
        // Most histories leave something out, so that faults do not hide each other.
        for kind in Kind.allCases where chance.happens(500) { without.insert(kind) }
    }

    /// The arguments that repeat the history.
    var arguments: String {
        var words = ["--seed \(seed)"]
        let whole = Plan(seed: seed)
        if polls != whole.polls { words.append("--polls \(polls)") }
        if streams != whole.streams { words.append("--streams \(streams)") }
        if objects != whole.objects { words.append("--objects \(objects)") }
        let left = Kind.allCases.filter { without.contains($0) && !whole.without.contains($0) }
        if !left.isEmpty { words.append("--without \(left.map(\.rawValue).joined(separator: ","))") }
        return words.joined(separator: " ")
    }

    /// Plans that are a step smaller.
    var smaller: [Plan] {
        var plans: [Plan] = []
        func add(_ change: (inout Plan) -> Void) {
            var plan = self
            change(&plan)
            if plan != self { plans.append(plan) }
        }
        add { $0.polls = max(1, $0.polls / 2) }
        add { $0.streams = max(1, $0.streams - 1) }
        add { $0.objects /= 2 }
        for kind in Kind.allCases { add { $0.without.insert(kind) } }
        add { $0.polls = max(1, $0.polls - 1) }
        add { $0.objects = max(0, $0.objects - 1) }
        return plans
    }
}
