// What scrapes show of a stream, judged by its listings and by what the file has.

extension WatchedStream {
    typealias Report = (_ promise: Int, _ text: @autoclosure () -> String) -> Void

    /// Judges what a scrape shows; one that shows the same as the last is only too old or not.
    func judge(_ series: Series, isNew: Bool, _ timeline: Timeline, _ report: Report) {
        let now = timeline.now
        if isNew { shown = Shown(series) }
        let listing = judgeListing(now, report)
        judgeStaleness(listing, now, report)
        let range = visible(now)
        if !isNew, let judged, judged.listing == listing, judged.range == range, judged.wholes == wholes.count {
            return
        }
        judged = (listing, range, wholes.count)
        if isNew {
            judgeGrowth(report)
            judgePolls(listing, report)
        }
        let candidates = chains.indices.filter { index in
            shown.gauges.isEmpty || expected(index, listing).gauges == shown.gauges
        }
        if candidates.isEmpty {
            let wanted = expected(0, listing).gauges
            return report(1, "\(name): gauges of listing \(listing): \(difference(shown.gauges, wanted))")
        }
        let hasLeft = goneAt != nil && shown.counters.isEmpty
        let fitting = candidates.filter { chain in hasLeft || range.contains { fits(chain, $0) } }
        if fitting.isEmpty {
            let wanted = expected(candidates[0], range.upperBound).counters
            return report(5, "\(name): counters, of listings \(range): \(difference(shown.counters, wanted))")
        }
        if fitting.count < chains.count { chains = fitting.map { chains[$0] } }
        judgeReasons(range.upperBound, report)
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

    private func expected(_ chain: Int, _ index: Int) -> (gauges: Series, counters: Series) {
        if let known = chains[chain].series[index] { return known }
        guard index < chains[chain].models.count, let model = chains[chain].models[index] else { return ([:], [:]) }
        let series = (model.gaugeSeries, model.counterSeries)
        chains[chain].series[index] = series
        return series
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
    private func judgeGrowth(_ report: Report) {
        let growing = shown.growing
        for (key, value) in growing {
            let former = shownSeries[key]
            if let former, value < former { report(5, "\(name): \(key) went from \(former) down to \(value)") }
            if former == nil, shown.reasons[key] != nil, value != 0 {
                report(5, "\(name): \(key) was born at \(value)")
            }
            shownSeries[key] = value
            if goneAt == nil { shownInLife.insert(key) }
        }
        for key in shownInLife where growing[key] == nil { report(5, "\(name): \(key) left") }
    }

    private func judgeReasons(_ index: Int, _ report: Report) {
        for (key, value) in shown.reasons {
            let reason = Self.reason(of: key)
            let seen = chains.compactMap { ($0.models.prefix(index + 1).last ?? nil)?.reasons[reason] }.max()
            if value > Double(seen ?? -1) { report(5, "\(name): \(key) is \(value), but \(seen ?? -1) were seen") }
        }
    }

    /// Each poll that ended was whole or counts as failed.
    private func judgePolls(_ listing: Int, _ report: Report) {
        guard goneAt == nil, let begun = shown.polls["datastream_exporter_polls_total"] else { return }
        let failures = shown.polls.filter { $0.key.hasPrefix("datastream_exporter_poll_failures_total|") }
        if failures.count != 8 { report(6, "\(name): \(failures.count) reasons of failures") }
        let failed = failures.values.reduce(0, +)
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
