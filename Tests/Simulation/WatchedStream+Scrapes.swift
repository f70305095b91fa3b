// What scrapes show of a stream, judged by its listings and by what the file has.

extension WatchedStream {
    typealias Report = (_ promise: Int, _ text: @autoclosure () -> String) -> Void

    /// Judges what a scrape shows; one that shows the same as the last is only too old or not.
    func judge(
        _ series: Series, _ objects: [String: Series], isNew: Bool, _ timeline: Timeline, _ report: Report
    ) {
        let now = timeline.now
        if isNew { shown = Shown(series, objects) }
        let listing = judgeListing(now, report)
        judgeStaleness(listing, now, report)
        let range = visible(now)
        if !isNew, let judged, judged.listing == listing, judged.range == range, judged.wholes == wholes.count {
            return
        }
        judged = (listing, range, wholes.count)
        if isNew {
            judgeGrowth(now, report)
            judgePolls(listing, now, report)
        }
        if rules.isKept, goneAt == nil, writing == nil, attempted < wholes.count,
            max(wholes.last?.moment ?? now, writeEnd) < now - Witness.delay
        {
            report(5, "\(name): listing \(wholes.count) is not written")
        }
        let candidates = chains.indices.filter { showsGauges(of: expected($0, listing)) }
        if candidates.isEmpty {
            let wanted = expected(0, listing)
            let labels = Set(shown.objects.keys).union(wanted.objects.keys).sorted()
            let objects = labels.map { difference(shown.objects[$0] ?? [:], wanted.objects[$0] ?? [:]) }
            let all = ([difference(shown.gauges, wanted.gauges)] + objects).filter { !$0.isEmpty }
            return report(1, "\(name): gauges of listing \(listing): \(all.joined(separator: "; "))")
        }
        if let first = candidates.first {
            sights = shown.gauges.isEmpty ? [] : candidates.count == 1 ? expected(first, listing).sights : nil
            if candidates.count == 1, isNew { judgeOverdue(first, listing, now, report) }
            let count = shown.polls["datastream_exporter_snapshot_objects"]
            if let sights, !sights.isEmpty, count != Double(sights.count) {
                report(1, "\(name): \(count ?? -1) objects in the listing instead of \(sights.count)")
            }
        }
        let hasLeft = goneAt != nil && shown.counters.isEmpty
        let fitting = candidates.filter { chain in hasLeft || range.contains { fits(chain, $0) } }
        if fitting.isEmpty {
            let wanted = expected(candidates[0], range.upperBound).counters
            return report(5, "\(name): counters, of listings \(range): \(difference(shown.counters, wanted))")
        }
        if fitting.count < chains.count { chains = fitting.map { chains[$0] } }
        judgeReasons(range, report)
    }

    private func showsGauges(of expected: Expected) -> Bool {
        if shown.gauges.isEmpty { return shown.objects.isEmpty }
        if expected.gauges != shown.gauges { return false }
        if rules.objects.limit == 0 { return expected.objects == shown.objects }
        // Which of them the limit leaves depends on the other streams.
        return shown.objects.allSatisfy { expected.objects[$0.key] == $0.value }
    }

    private func judgeOverdue(_ chain: Int, _ listing: Int, _ now: Int, _ report: Report) {
        guard listing > before, let model = chains[chain].models[listing], let overdue = shown.overdue else { return }
        let whole = wholes[listing - 1]
        // It is composed again at least every two minutes.
        let range =
            model.overdue(
                at: max(whole.wall, whole.wall + now - whole.moment - 121_000))...model.overdue(
                at: whole.wall + now - whole.moment)
        if !range.contains(Int(overdue)) { report(1, "\(name): \(overdue) backfills overdue instead of \(range)") }
    }

    /// The listings whose counters may be shown.
    private func visible(_ now: Int) -> ClosedRange<Int> {
        let old = now - Witness.delay
        if !rules.isKept { return wholes.count { $0.moment <= old }...wholes.count }
        let low = kept.last { $0.moment <= old }?.low ?? 0
        return low...max(low, kept.map(\.high).max() ?? 0)
    }

    private func fits(_ chain: Int, _ index: Int) -> Bool {
        if index == 0, (chains[chain].models.first ?? nil) == nil {
            // Counters are born at 0, when the stream is first shown.
            return shown.counters.isEmpty ? wholes.isEmpty || shownListing == 0 : shown.counters == Self.zeros
        }
        return expected(chain, index).counters == shown.counters
    }

    private static let zeros: Series = StreamModel(
        baseline: WholeListing(stream: TrueStream(location: "", id: "", displayName: "", state: ""))
    ).counterSeries

    private func expected(_ chain: Int, _ index: Int) -> Expected {
        if let known = chains[chain].expected[index] { return known }
        guard index < chains[chain].models.count, let model = chains[chain].models[index] else { return Expected() }
        let sights = model.sights(rules.objects)
        let visible = sights.filter { $0.hidden == nil }
        let expected = Expected(
            gauges: model.gaugeSeries, counters: model.counterSeries, sights: sights,
            objects: Dictionary(visible.map { ($0.label, $0.series) }) { first, _ in first })
        chains[chain].expected[index] = expected
        return expected
    }

    /// Which of the whole listings is shown; 0 for none.
    private func judgeListing(_ now: Int, _ report: Report) -> Int {
        var listing = before
        if let fetched = shown.polls[Self.fetched] {
            let wall = Int((fetched * 1_000).rounded())
            guard let index = wholes.lastIndex(where: { $0.wall == wall }) else {
                report(1, "\(name) shows a listing fetched at \(wall), which was never whole")
                return shownListing
            }
            listing = index + 1
            if listing < shownListing { report(1, "\(name) went back to listing \(listing) from \(shownListing)") }
        } else if goneAt == nil, shownListing > before {
            report(3, "\(name) no longer tells when it was listed")
        }
        if goneAt != nil { return listing }
        let due = max(before, wholes.count { $0.moment <= now - Witness.delay })
        if listing < due { report(1, "\(name): listing \(due) is whole, but \(listing) is shown") }
        shownListing = listing
        return listing
    }

    private func judgeStaleness(_ listing: Int, _ now: Int, _ report: Report) {
        if let goneAt {
            if now > goneAt + Witness.delay, !shown.gauges.isEmpty { report(3, "\(name) is gone, but is shown") }
            return
        }
        guard listing > before else {
            if !shown.gauges.isEmpty { report(1, "\(name) is shown before it was listed") }
            return
        }
        let age = now - wholes[listing - 1].moment
        if age <= rules.staleAfter, shown.gauges.isEmpty {
            report(3, "\(name) was listed \(age) ms ago, but is not shown")
        }
        if age > rules.staleAfter + Witness.delay, !shown.gauges.isEmpty {
            report(3, "\(name) was listed \(age) ms ago, but is still shown")
        }
    }

    /// Counters never go down, never leave, and are born at 0.
    private func judgeGrowth(_ now: Int, _ report: Report) {
        let growing = shown.growing
        for (key, value) in growing {
            let former = shownSeries[key]
            if let former, value < former { report(5, "\(name): \(key) went from \(former) down to \(value)") }
            if former == nil, shown.reasons[key] != nil, value != 0 {
                report(5, "\(name): \(key) was born at \(value)")
            }
            shownSeries[key] = value
            if goneAt == nil, shownInLife[key] == nil { shownInLife[key] = now }
        }
        for key in shownInLife.keys where growing[key] == nil { report(5, "\(name): \(key) left") }
    }

    /// A reason shows at most the errors seen, and all of them once its 0 was scraped before a listing.
    private func judgeReasons(_ range: ClosedRange<Int>, _ report: Report) {
        for (key, value) in shown.reasons {
            let reason = Self.reason(of: key)
            func seen(_ index: Int) -> [Int] {
                chains.compactMap { ($0.models.prefix(index + 1).last ?? nil)?.reasons[reason] }
            }
            let most = seen(range.upperBound).max() ?? -1
            if value > Double(most) { report(5, "\(name): \(key) is \(value), but \(most) were seen") }
            guard goneAt == nil, let since = shownInLife[key], range.lowerBound > before,
                wholes[range.lowerBound - 1].moment > since + (rules.isScraped ? 0 : 120_000) + Witness.delay
            else { continue }
            let least = seen(range.lowerBound).min() ?? 0
            if value < Double(least) { report(5, "\(name): \(key) is \(value), though \(least) are counted") }
        }
    }

    /// Each poll that ended was whole or counts as failed.
    private func judgePolls(_ listing: Int, _ now: Int, _ report: Report) {
        guard goneAt == nil, let begun = shown.polls["datastream_exporter_polls_total"] else { return }
        let failures = shown.polls.filter { $0.key.hasPrefix("datastream_exporter_poll_failures_total|") }
        if failures.count != 8 { report(6, "\(name): \(failures.count) reasons of failures") }
        let failed = failures.values.reduce(0, +)
        if let seconds = shown.polls["datastream_exporter_poll_duration_seconds"] {
            let longest = Double(rules.timeout) / 1_000 + 0.5
            if seconds < 0 || seconds > longest { report(2, "\(name): a poll of \(seconds) seconds") }
        }
        judgeFailures(failures, now, report)
        let ended = failed + Double(listing)
        if begun < ended || begun > ended + 1 {
            report(1, "\(name): \(begun) polls, but \(failed) failures and \(listing) whole listings")
        }
        if let polls {
            if begun < polls.begun || failed < polls.failed { report(5, "\(name): a counter of polls went down") }
            let isWhole = shown.polls[Self.success] == 1
            if listing > polls.listings, failed == polls.failed, !isWhole {
                report(3, "\(name): a whole listing counts as a failed poll")
            }
            if listing == polls.listings, failed > polls.failed, isWhole {
                report(3, "\(name): a failed poll is not visible")
            }
        }
        polls = (begun, failed, listing)
    }

    /// A poll fails only for what happened to its requests.
    private func judgeFailures(_ failures: Series, _ now: Int, _ report: Report) {
        for (key, count) in failures where count > self.failures[key] ?? 0 {
            let reason = key.split(separator: "=").last.map(String.init) ?? ""
            if excuses[reason].map({ $0 < now - 4 * rules.interval }) ?? true {
                report(3, "\(name): a poll failed for \(reason), of which nothing was seen")
            }
        }
        self.failures = failures
    }

    func judgeEnd(_ truth: World.Stream, _ timeline: Timeline, _ report: Report) {
        guard let model = chains.first?.models.last ?? nil, shownListing == wholes.count, shownListing > 0 else {
            return report(1, "\(name): nothing new is shown at the end")
        }
        if Set(model.present.map(\.object)) != Set(truth.objects) || model.itself != truth.itself {
            report(1, "\(name): what is shown at the end is not what is true")
        }
        if timeline.now - (listedLast ?? 0) > 2 * rules.interval { report(2, "\(name): the polls ended") }
        if !chains.indices.contains(where: { fits($0, wholes.count) }) {
            report(5, "\(name): at the end: \(difference(shown.counters, expected(0, wholes.count).counters))")
        }
        for (reason, count) in model.reasons.sorted(by: { $0.key < $1.key }) where chains.count == 1 {
            let parts = reason.split(separator: "|", maxSplits: 1)
            let key = "datastream_stream_new_errors_by_reason_total|reason=\(parts[1])|source=\(parts[0])"
            if shown.reasons[key] != Double(count) {
                report(5, "\(name): \(key) is \(String(describing: shown.reasons[key])) instead of \(count)")
            }
        }
    }

    private func difference(_ shown: Series, _ wanted: Series) -> String {
        let keys = Set(shown.keys).union(wanted.keys).sorted().filter { shown[$0] != wanted[$0] }
        func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "absent" }
        return keys.prefix(6).map { "\($0) is \(text(shown[$0])) instead of \(text(wanted[$0]))" }
            .joined(separator: "; ")
    }

    private static func reason(of key: String) -> String {
        let labels = key.split(separator: "|").dropFirst()
        func value(_ name: String) -> Substring {
            labels.first { $0.hasPrefix("\(name)=") }?.dropFirst(name.count + 1) ?? ""
        }
        return "\(value("source"))|\(value("reason"))"
    }
}
