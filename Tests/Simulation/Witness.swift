/// Sees what the API delivers, what the disk has and what scrapes show, and knows from the rules alone what is allowed.
final class Witness {
    /// The settings that the rules depend on, in milliseconds.
    struct Rules {
        var interval: Int
        var timeout: Int
        var staleAfter: Int
        var isKept: Bool
    }

    let rules: Rules
    private let timeline: Timeline
    private let trace: Trace
    private(set) var violation: Violation?
    private(set) var streams: [String: WatchedStream] = [:]
    /// Whether a process is alive.
    private(set) var isAlive = false
    private var search: (found: [TrueStream], unreachable: [String], next: String?)?
    private var infos: [String: TrueStream] = [:]
    /// The streams that the process polls, and those that the last search lacked.
    private var polled: Set<String> = []
    private var missing: Set<String> = []
    /// Until when a fault may hold up all polls.
    private var disturbed = 0
    private let reader: Scrape.Reader
    private var last: (text: [UInt8], scrape: Scrape)?

    /// How long it may take to show what is known.
    static let delay = 500

    init(_ rules: Rules, _ timeline: Timeline, _ trace: Trace, _ reader: Scrape.Reader) {
        (self.rules, self.timeline, self.trace, self.reader) = (rules, timeline, trace, reader)
    }

    func report(_ promise: Int, _ text: @autoclosure () -> String) {
        guard violation == nil else { return }
        violation = Violation(promise: promise, text: text(), moment: timeline.now)
    }

    private func stream(_ name: String) -> WatchedStream {
        if let known = streams[name] { return known }
        let stream = WatchedStream(name, rules)
        streams[name] = stream
        return stream
    }

    // MARK: - What the API delivers

    func met(_ fault: Plan.Kind, on stream: String?) {
        let end = timeline.now + 2 * rules.interval + (fault == .quota ? 90_000 : 0)
        let isOfAll = stream == nil || [.quota, .expired, .tokenServer].contains(fault)
        if isOfAll {
            disturbed = max(disturbed, end)
        } else if let stream {
            self.stream(stream).disturbed = max(self.stream(stream).disturbed, end)
        }
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
            stream(name).delivered(page, info, from: token, next: next, isWrong: isWrong, timeline)
        }
    }

    /// A search for streams was whole.
    private func found(_ found: [TrueStream], unreachable: [String]) {
        search = nil
        for stream in found {
            infos[stream.name] = stream
            missing.remove(stream.name)
            if polled.insert(stream.name).inserted {
                self.stream(stream.name).begin()
                self.stream(stream.name).begun = timeline.now
            }
        }
        let names = Set(found.map(\.name))
        for name in polled.subtracting(names).sorted() {
            if unreachable.contains(where: { name.contains("/locations/\($0)/") }) { continue }
            if missing.remove(name) == nil {
                missing.insert(name)
            } else {
                polled.remove(name)
                stream(name).depart(at: timeline.now)
            }
        }
    }

    // MARK: - What the process does

    /// A process starts with what the file has.
    func processBegan() {
        isAlive = true
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

    func processEnded() { isAlive = false }

    func writeBegan() { for stream in streams.values { stream.writeBegan(timeline.now) } }

    func writeEnded(isKept: Bool) { for stream in streams.values { stream.writeEnded(isKept, timeline.now) } }

    // MARK: - What scrapes show

    /// Judges the text of a scrape at this moment.
    func judge(_ text: [UInt8]) {
        if violation != nil { return }
        let isNew = last?.text != text
        if isNew {
            trace.add(text)
            last = (text, reader.read(text))
        }
        guard let scrape = last?.scrape else { return }
        if let problem = scrape.problem { return report(6, problem) }
        for name in scrape.streams.keys.sorted() where streams[name] == nil {
            _ = stream(name)
        }
        for name in streams.keys.sorted() {
            stream(name).judge(scrape.streams[name] ?? [:], isNew: isNew, timeline, report)
        }
        if isNew { judgeScopes(scrape) }
    }

    /// The aggregates of a location agree with its streams.
    private func judgeScopes(_ scrape: Scrape) {
        for location in World.locations {
            let place = "gcp_location=\(location)|gcp_project=p"
            let names = scrape.streams.keys.filter { $0.contains("/locations/\(location)/") }
            let shown = names.filter { scrape.streams[$0]?["datastream_stream_objects|state=NONE"] != nil }
            let counts = Reading.streamStates.map { scrape.others["datastream_streams|\(place)|state=\($0)"] }
            let known = counts.compactMap { $0 }
            if known.count != 0, known.count != counts.count { report(6, "\(location) lacks a state of streams") }
            if !known.isEmpty, Int(known.reduce(0, +)) != shown.count {
                report(6, "\(location) counts \(known.reduce(0, +)) streams and shows \(shown.count)")
            }
            if known.isEmpty, !shown.isEmpty { report(6, "\(location) does not count its streams") }
            let failed = names.filter { polled.contains($0) && scrape.streams[$0]?[WatchedStream.success] == 0 }
            if scrape.others["datastream_up|\(place)"] == 1, !failed.isEmpty {
                report(3, "\(location) is up though \(failed) failed")
            }
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
        for truth in world.streams {
            let stream = stream(truth.itself.name)
            stream.judgeEnd(truth, timeline, report)
        }
    }
}
