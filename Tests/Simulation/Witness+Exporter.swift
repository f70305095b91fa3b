// What scrapes show of the exporter itself, and which objects they show where not all may be shown.

extension Witness {
    /// What is told of the file, the searches and the settings.
    func judgeExporter(_ others: Series) {
        let settled = timeline.now - Self.delay
        let limit = others["datastream_exporter_object_limit"]
        if limit != Double(rules.objects.limit) { report(6, "the limit of objects is \(text(limit))") }
        let interval = others["datastream_exporter_poll_interval_seconds"]
        if interval != Double(rules.interval) / 1_000 { report(6, "the poll interval is \(text(interval))") }
        if file.moment < settled {
            let durable = others["datastream_exporter_ledger_durable"]
            if durable != (file.isDurable ? 1 : 0) { report(5, "ledger_durable is \(text(durable))") }
            let refusals = others["datastream_exporter_ledger_errors_total|op=write"]
            if refusals != Double(file.refusals) {
                report(5, "\(text(refusals)) writes failed instead of \(file.refusals)")
            }
        }
        guard let found, found.moment < settled else { return }
        var wanted = [("streams_discovered", found.streams), ("unreachable_locations", found.unreachable)]
        // Where the search could not reach, the streams of the file are polled, and a killed process may not have stored them.
        if found.unreachable == 0 { wanted.append(("streams_selected", polled.count)) }
        for (name, count) in wanted {
            let shown = others["datastream_exporter_\(name)|gcp_project=p"]
            if shown != Double(count) { report(6, "\(name) is \(text(shown)) instead of \(count)") }
        }
    }

    /// Whether the flags let a stream be polled.
    func isSelected(_ name: String) -> Bool {
        guard let shard = rules.shard else { return true }
        // FNV-1a of the name, mixed as MurmurHash3 ends.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        for factor: UInt64 in [0xFF51_AFD7_ED55_8CCD, 0xC4CE_B9FE_1A85_EC53] {
            hash = (hash ^ hash >> 33) &* factor
        }
        return (hash ^ hash >> 33) % 2 == UInt64(shard)
    }

    /// The aggregates of a location agree with its streams.
    func judgeScopes(_ scrape: Scrape) {
        for location in World.locations {
            let place = "gcp_location=\(location)|gcp_project=p"
            let streams = scrape.streams.filter { $0.key.contains("/locations/\(location)/") }.map(\.value)
            let shown = streams.filter { $0["datastream_stream_objects|state=NONE"] != nil }
            let counts = Reading.streamStates.compactMap { scrape.others["datastream_streams|\(place)|state=\($0)"] }
            let wanted = Reading.streamStates.map { state in
                Double(shown.count { $0["datastream_stream_state|state=\(state)"] == 1 })
            }
            if counts.isEmpty ? !shown.isEmpty : counts != wanted {
                report(6, "\(location) counts its streams as \(counts) instead of \(wanted)")
            }
            let isUp = scrape.others["datastream_up|\(place)"]
            let polled = streams.filter { $0["datastream_exporter_polls_total"] != nil }
            let successes = polled.compactMap { $0[WatchedStream.success] }
            let isLost = lost.map { $0.locations.contains(location) }
            let isSettled = lost.map { $0.moment < timeline.now - Self.delay } ?? false
            if successes.contains(0), isUp != 0 { report(3, "\(location) is not down though a stream failed") }
            if isSettled, isLost == true, isUp != 0 { report(3, "\(location) was not reached, but is not down") }
            if isSettled, isLost == false, !successes.contains(0) {
                if isUp == 0 { report(3, "\(location) is down though no stream failed") }
                if !polled.isEmpty, successes.count == polled.count, isUp != 1 { report(3, "\(location) is not up") }
            }
        }
    }

    /// A process is ready once each of its streams was polled, well or not.
    func judgeReadiness(_ scrape: Scrape, _ isReady: Bool) {
        guard let found, found.moment < timeline.now - Self.delay else { return }
        let isPolled = { (name: String) in scrape.streams[name]?[WatchedStream.success] != nil }
        // What a killed process may have stored is polled only if it did, where no search reaches.
        let sure = found.unreachable == 0 ? polled : polled.subtracting(missing)
        if isReady, !sure.allSatisfy(isPolled) { report(3, "ready before all is polled") }
        if !isReady, polled.allSatisfy(isPolled) { report(3, "not ready when all is polled") }
    }

    private func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "absent" }

    /// The file has each ended run of a stream once.
    func judgeRuns(_ count: Int, of name: String) {
        guard let stream = streams[name], stream.chains.count == 1, let kept = stream.kept.last else { return }
        let models = stream.chains[0].models
        let counts = (kept.low...kept.high).map { models.indices.contains($0) ? models[$0]?.finished ?? 0 : 0 }
        if !counts.contains(count) { report(5, "\(name): \(count) runs are stored instead of \(counts)") }
    }

    /// Under a limit the most urgent objects of all streams are shown.
    func judgeObjects(_ scrape: Scrape) {
        var candidates: [(rank: Int, stream: String, label: String)] = []
        var dropped = ["detail": 0, "filter": 0, "limit": 0]
        for name in streams.keys.sorted() {
            guard let stream = streams[name], let sights = stream.sights else { return }
            for sight in sights {
                if let hidden = sight.hidden {
                    dropped[hidden, default: 0] += 1
                } else {
                    candidates.append((sight.rank, name, sight.label))
                }
            }
        }
        let limit = rules.objects.limit
        if limit > 0, candidates.count > limit {
            candidates.sort { ($0.rank, $0.stream, bytes($0.label)) < ($1.rank, $1.stream, bytes($1.label)) }
            dropped["limit"] = candidates.count - limit
            candidates.removeLast(candidates.count - limit)
        }
        let wanted = Set(candidates.map { "\($0.stream) \($0.label)" })
        let shown = Set(scrape.objects.flatMap { stream, objects in objects.keys.map { "\(stream) \($0)" } })
        if shown != wanted {
            report(1, "objects \(shown.subtracting(wanted).sorted()), not \(wanted.subtracting(shown).sorted())")
        }
        for (reason, count) in dropped.sorted(by: { $0.key < $1.key }) {
            let value = scrape.others["datastream_exporter_objects_dropped|reason=\(reason)"]
            if value != Double(count) { report(6, "\(text(value)) objects dropped for \(reason) instead of \(count)") }
        }
    }

    private func bytes(_ label: String) -> String { label.utf8.map { String(Int($0) + 1_000) }.joined() }
}
