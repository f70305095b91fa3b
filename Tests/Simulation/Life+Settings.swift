extension Life {
    /// How a process runs; times are in milliseconds.
    struct Settings {
        var interval: Int
        var timeout: Int
        var staleAfter: Int
        /// How many streams are polled at a time.
        var concurrency: Int
        var isKept: Bool
        /// The longest time that a write takes.
        var writeLatency: Int
        /// The most requests in a minute.
        var perMinute: Int
        /// Whether Prometheus scrapes it; if not, only this simulation looks.
        var isScraped: Bool
        /// Which half of all streams it polls; nil for all.
        var shard: Int?
        var objects: ObjectChoice
    }
}

extension Life.Settings {
    /// The settings that a plan makes, with few requests a minute if it is busy.
    init(_ plan: Plan, isBusy: Bool, _ chance: Chance) {
        interval = chance.one(of: [30_000, 60_000]) ?? 60_000
        let choice = Chance(seed: plan.seed, purpose: "flags")
        perMinute = choice.one(of: [600, 600, 600, 120]) ?? 600
        if isBusy { perMinute = 5 * (3 + plan.streams * (2 + plan.objects / Pages.size)) * 15_000 / interval }
        objects = ObjectChoice(choice)
        isScraped = choice.happens(850)
        timeout = chance.happens(500) ? interval : interval / 2
        staleAfter = chance.happens(500) ? 300_000 : interval * 3
        concurrency = choice.one(of: [1, 4, 10, 10]) ?? 10
        isKept = chance.happens(900)
        writeLatency = chance.one(of: [0, 5, 100, 3_000, 40_000]) ?? 5
        let extra = Chance(seed: plan.seed, purpose: "more flags")
        shard = extra.happens(200) && !plan.without.contains(.shard) ? extra.among(0...1) : nil
    }
}
