/// Sees what the API delivers, what the disk has and what scrapes show, and knows from the rules alone what is allowed.
final class Witness {
    /// The settings that the rules depend on.
    let rules: Life.Settings
    let timeline: Timeline
    private let trace: Trace
    private(set) var violation: Violation?
    private(set) var streams: [String: WatchedStream] = [:]
    /// Whether a process is alive.
    private(set) var isAlive = false
    /// The requests of the latest process.
    private(set) var requests: Requests
    /// What the file did for this process: when it last answered, whether it took the ledgers, how often it did not.
    private(set) var file = (moment: 0, isDurable: true, refusals: 0)
    private var isWriting = false
    /// When a search was whole last, and how many streams and unreachable locations it found.
    private(set) var found: (moment: Int, streams: Int, unreachable: Int)?
    /// The streams that the last search found, and those that earlier ones found where it could not.
    private var names: Set<String> = []
    /// The locations that could not be reached by the last search that was whole, and when that was.
    private(set) var lost: (moment: Int, locations: [String])?
    private var search: (found: [TrueStream], unreachable: [String], next: String?)?
    private var infos: [String: TrueStream] = [:]
    /// The streams that the process polls, and those that the last search lacked.
    private(set) var polled: Set<String> = []
    private(set) var missing: Set<String> = []
    /// Until when a fault may hold up all polls.
    private var disturbed = 0
    private let reader: Scrape.Reader
    private var last: (text: [UInt8], scrape: Scrape)?

    /// How long it may take to show what is known.
    static let delay = 500

    init(_ rules: Life.Settings, _ timeline: Timeline, _ trace: Trace, _ reader: Scrape.Reader) {
        (self.rules, self.timeline, self.trace, self.reader) = (rules, timeline, trace, reader)
        requests = Requests(rules, at: 0)
    }

    func report(_ promise: Int, _ text: @autoclosure () -> String) {
        guard violation == nil else { return }
        violation = Violation(promise: promise, text: text(), moment: timeline.now)
    }

    private func stream(_ name: String) -> WatchedStream {
        if let known = streams[name] { return known }
        let stream = WatchedStream(name, rules)
        // The write under way knows nothing of it.
        if isWriting { stream.writing = (0, 0) }
        streams[name] = stream
        return stream
    }

    // MARK: - What the API delivers

    func met(_ fault: Plan.Kind, on stream: String?) {
        let end = timeline.now + 2 * rules.interval + (fault == .quota ? 90_000 : 0)
        let isOfAll = stream == nil || [.quota, .expired, .tokenServer].contains(fault)
        let names = isOfAll ? streams.keys.sorted() : [stream ?? ""]
        for name in names where !name.isEmpty { self.stream(name).excuse(fault, at: timeline.now) }
        // The next search may find nothing.
        if stream == nil { found = nil }
        if isOfAll {
            disturbed = max(disturbed, end)
        } else if let stream {
            // Where one stream is polled at a time, one that begins to fail takes the others' time once.
            let last = self.stream(stream).listedLast ?? 0
            if rules.concurrency == 1, last >= timeline.now - 2 * rules.interval {
                disturbed = max(disturbed, timeline.now)
            }
            self.stream(stream).disturbed = max(self.stream(stream).disturbed, end)
        }
    }

    /// So many requests are sent that some must wait.
    func isCrowded() {
        disturbed = max(disturbed, timeline.now + 2 * rules.interval)
        for stream in streams.values { stream.excuses["timeout"] = timeline.now }
        found = nil
    }

    func delivered(_ delivery: Delivery) {
        switch delivery {
        case .stream(let stream): infos[stream.name] = stream
        case .streams(let page, let token, let next, let unreachable):
            if token == nil {
                search = ([], [], nil)
            } else if search == nil || search?.next != token {
                search = nil
                return
            }
            search?.found += page
            search?.unreachable += unreachable
            search?.next = next
            if next == nil, let search { found(search.found, unreachable: search.unreachable) }
        case .objects(let page, let name, let token, let next, let isWrong):
            guard let info = infos[name] else { return }
            let stream = stream(name)
            let count = stream.wholes.count
            stream.delivered(page, info, from: token, next: next, isWrong: isWrong, timeline)
            if stream.wholes.count == count { return }
            let tick = requests.tick(timeline.now)
            if stream.tick == tick { report(8, "\(name) is listed twice in one poll interval") }
            stream.tick = tick
        }
    }

    /// A search for streams was whole.
    private func found(_ found: [TrueStream], unreachable: [String]) {
        search = nil
        let isUncertain = { (name: String) in unreachable.contains { name.contains("/locations/\($0)/") } }
        names = names.filter(isUncertain).union(found.map(\.name))
        self.found = (timeline.now, names.count, Set(unreachable).count)
        lost = (timeline.now, unreachable)
        for stream in found where isSelected(stream.name) {
            infos[stream.name] = stream
            missing.remove(stream.name)
            if polled.insert(stream.name).inserted {
                self.stream(stream.name).begin()
                self.stream(stream.name).begun = timeline.now
            }
        }
        for name in polled.subtracting(found.map(\.name)).sorted() where !isUncertain(name) {
            if missing.remove(name) == nil {
                missing.insert(name)
            } else {
                polled.remove(name)
                stream(name).depart(at: timeline.now)
            }
        }
    }

    // MARK: - What the process does

    /// A process starts.
    func processStarts() { requests = Requests(rules, at: timeline.now) }

    /// A process knows what the file has, and begins to poll.
    func processBegan() {
        isAlive = true
        file = (timeline.now, true, 0)
        isWriting = false
        found = nil
        lost = nil
        names = []
        search = nil
        infos = [:]
        polled = []
        for name in streams.keys.sorted() {
            let stream = stream(name)
            stream.processBegan()
            stream.begun = timeline.now
            if stream.mayBeKept { polled.insert(name) }
        }
        missing = polled
        disturbed = max(disturbed, timeline.now + 2 * rules.interval)
        last = nil
    }

    /// A process that was told to stop has ended: the file has all that it learnt.
    func processStopped() {
        for name in polled.sorted() {
            let stream = stream(name)
            if stream.kept.last?.high ?? 0 < stream.wholes.count {
                report(5, "\(name): the last listing was not stored")
            }
        }
    }

    func processEnded() { isAlive = false }

    func writeBegan() {
        isWriting = true
        for stream in streams.values { stream.writeBegan(timeline.now) }
    }

    func writeEnded(isKept: Bool) {
        isWriting = false
        file = (timeline.now, isKept, file.refusals + (isKept ? 0 : 1))
        for stream in streams.values { stream.writeEnded(isKept, timeline.now) }
    }

    // MARK: - What scrapes show

    /// Judges the text of a scrape at this moment, and whether the process calls itself ready.
    func judge(_ text: [UInt8], isReady: Bool) {
        if violation != nil { return }
        let isNew = !(last?.text.isSame(as: text) ?? false)
        if isNew {
            trace.add(text)
            last = (text, reader.read(text))
        }
        guard let scrape = last?.scrape else { return }
        if let problem = scrape.problem { return report(6, problem) }
        for name in scrape.streams.keys.sorted() {
            if !isSelected(name) { report(1, "\(name) is of another shard, but is shown") }
            _ = stream(name)
        }
        for name in streams.keys.sorted() {
            let (series, objects) = (scrape.streams[name] ?? [:], scrape.objects[name] ?? [:])
            stream(name).judge(series, objects, isNew: isNew, timeline, report)
        }
        judgeExporter(scrape.others)
        judgeReadiness(scrape, isReady)
        if isNew {
            judgeScopes(scrape)
            judgeObjects(scrape)
        }
    }

    /// An interval is over: each stream that met no fault was listed in it.
    func intervalEnded(from start: Int) {
        guard isAlive, disturbed < start else { return }
        for name in polled.sorted() where !missing.contains(name) {
            let stream = stream(name)
            if stream.disturbed < start, stream.begun < start, stream.listedLast ?? 0 < start {
                report(2, "\(name) met no fault, but was not listed since \(start)")
            }
        }
    }

    /// Long after the last fault, everything is shown as it is.
    func judgeEnd(_ world: World) {
        for truth in world.streams where isSelected(truth.itself.name) {
            let stream = stream(truth.itself.name)
            stream.judgeEnd(truth, timeline, report)
        }
    }
}
