/// What is known of one stream: its whole listings, and what a correct exporter may show after each.
final class WatchedStream {
    /// One of the possible memories of the process: after its start, and after each whole listing since.
    struct Chain {
        /// The memory after so many whole listings; nil for none.
        var models: [StreamModel?]
        var expected: [Int: Expected] = [:]
    }

    /// What a memory shows.
    struct Expected {
        var gauges: Series = [:]
        var counters: Series = [:]
        var sights: [ObjectSight] = []
        /// The series of the objects that may be shown, by label.
        var objects: [String: Series] = [:]
    }

    let name: String
    let rules: Life.Settings
    /// Until when a fault may hold up its polls.
    var disturbed = 0
    /// When the process began to poll it.
    var begun = 0
    var listedLast: Int?
    var session: (listing: WholeListing, next: String?, isWrong: Bool)?
    /// The whole listings of this process, with the moments when they were whole.
    var wholes: [(moment: Int, wall: Int)] = []
    var chains = [Chain(models: [nil])]
    var goneAt: Int?
    var mayHaveDeparted = false

    // What the file has: at least and at most so many whole listings of this process.
    var writing: (low: Int, high: Int)?
    var attempted = 0
    var writeEnd = 0
    var kept: [(moment: Int, low: Int, high: Int)] = []

    // What was shown.
    var shown = Shown([:])
    var judged: (listing: Int, range: ClosedRange<Int>, wholes: Int)?
    var shownListing = 0
    /// How many listings there were when it came back after it was gone.
    var before = 0
    var shownSeries: Series = [:]
    /// When this process was first seen to show a counter.
    var shownInLife: [String: Int] = [:]
    var polls: (begun: Double, failed: Double, listings: Int)?
    /// The objects that it may show now; nil if more than one memory is possible.
    var sights: [ObjectSight]?
    /// The poll interval in which it was listed last.
    var tick: Int?
    /// How many polls failed for each reason, as shown last.
    var failures: Series = [:]
    /// The reasons for which polls may have failed lately, with their moments.
    var excuses: [String: Int] = [:]

    static let success = "datastream_exporter_poll_success"
    static let fetched = "datastream_exporter_snapshot_timestamp_seconds"

    init(_ name: String, _ rules: Life.Settings) {
        (self.name, self.rules) = (name, rules)
    }

    /// Whether the file may hold its ledger.
    var mayBeKept: Bool { chains.contains { ($0.models.first ?? nil) != nil } }

    // MARK: - Listings

    func begin() {
        guard goneAt != nil else { return }
        mayHaveDeparted = true
        goneAt = nil
        before = wholes.count
        shownListing = before
    }

    /// Notes that requests met a fault, for which a poll may fail.
    func excuse(_ fault: Plan.Kind, at moment: Int) {
        for reason in Self.reasons[fault] ?? [] { excuses[reason] = moment }
        // A repetition may come too late.
        excuses["timeout"] = moment
    }

    private static let reasons: [Plan.Kind: [String]] = [
        .cut: ["network"], .unreachable: ["network"], .garbage: ["decode"], .html: ["decode"], .empty: ["decode"],
        .errorBody: ["decode"], .wrongType: ["decode"], .foreign: ["decode"], .tokenLoop: ["decode"],
        .refusedPageToken: ["server"], .unavailable: ["server"], .quota: ["quota"], .expired: ["auth"],
        .forbidden: ["permission"], .tokenServer: ["auth"], .goneStream: ["not_found"],
    ]

    func depart(at moment: Int) {
        goneAt = moment
        session = nil
        // Its series leave; its counters go on where they were if it comes back.
        shownInLife = [:]
    }

    func delivered(
        _ page: [TrueObject], _ info: TrueStream, from token: String?, next: String?, isWrong: Bool,
        _ timeline: Timeline
    ) {
        if token == nil {
            session = (WholeListing(stream: info), nil, false)
        } else if session == nil || session?.next != token {
            session = nil
            return
        }
        session?.listing.add(page)
        session?.next = next
        if isWrong { session?.isWrong = true }
        guard next == nil, let session, !session.isWrong, goneAt == nil else { return }
        self.session = nil
        var listing = session.listing
        listing.wall = timeline.wall
        take(listing, at: timeline.now)
    }

    private func take(_ listing: WholeListing, at moment: Int) {
        let memory = wholes.isEmpty ? rules.staleAfter : nil
        wholes.append((moment, listing.wall))
        listedLast = moment
        var next: [Chain] = []
        for chain in chains {
            guard let model = chain.models.last ?? nil else {
                next.append(Chain(models: chain.models + [StreamModel(baseline: listing)], expected: chain.expected))
                continue
            }
            for departs in mayHaveDeparted ? [false, true] : [false] {
                var model = model
                if departs { model.depart() }
                model.take(listing, memory: departs ? nil : memory, every: rules.staleAfter / 4)
                next.append(Chain(models: chain.models + [model], expected: chain.expected))
            }
        }
        mayHaveDeparted = false
        chains = next
    }

    // MARK: - The file

    func writeBegan(_ now: Int) {
        let low = wholes.count { $0.moment < now }
        writing = (low, wholes.count)
        attempted = wholes.count
    }

    func writeEnded(_ isKept: Bool, _ now: Int) {
        writeEnd = now
        guard let writing else { return }
        if isKept { kept.append((now, writing.low, writing.high)) }
        self.writing = nil
    }

    func processBegan() {
        let low = kept.last?.low ?? 0
        let high = rules.isKept ? max(attempted, low) : 0
        var next: [Chain] = []
        for chain in chains {
            for index in low...high where index < chain.models.count {
                next.append(Chain(models: [rules.isKept ? chain.models[index] : nil]))
            }
        }
        chains = next
        wholes = []
        kept = []
        writing = nil
        attempted = 0
        writeEnd = 0
        session = nil
        shownListing = 0
        shownInLife = [:]
        failures = [:]
        sights = nil
        tick = nil
        if !rules.isKept { shownSeries = [:] }
        polls = nil
        // The file may have it as it was before it left, or after that.
        mayHaveDeparted = rules.isKept && (mayHaveDeparted || goneAt != nil)
        goneAt = nil
        before = 0
    }
}
