package import Datastream
package import Exposition
package import Ledger
internal import Notation

/// Composes the exposition of all polled data, and keeps the parts of objects that did not change.
package struct Composer: Sendable {
    private let identity: ExporterIdentity
    private let options: ObjectOptions
    private let staleAfter: Duration
    private let objectRows: [MetricRow<ObjectStatus>]
    private let objectHeads: [FamilyHead]
    private let blockSize: Int
    private var selector: ObjectSelector
    private var blocks: [StreamName: ObjectBlocks] = [:]

    /// Creates a composer; it drops a stream's data when the last complete poll is older than `staleAfter`.
    package init(identity: ExporterIdentity, options: ObjectOptions, staleAfter: Duration) {
        self.init(
            identity: identity, options: options, staleAfter: staleAfter, blockSize: ObjectBlocks.standardSize)
    }

    /// Creates a composer that renders so many objects at a time.
    package init(identity: ExporterIdentity, options: ObjectOptions, staleAfter: Duration, blockSize: Int) {
        self.blockSize = blockSize
        self.identity = identity
        self.options = options
        self.staleAfter = staleAfter
        selector = ObjectSelector(options)
        objectRows =
            streamObjectMetrics(states: options.states)
            + extraObjectMetrics.filter { options.extra.contains($0.family.name) }
        objectHeads = objectRows.map(FamilyHead.init)
    }

    /// Composes the exposition of what the polls have learnt.
    package mutating func compose(_ state: PollState, _ ledgers: Ledgers, uptime: Duration) -> Exposition {
        let records = state.records
        let streams = records.compactMap { record in
            record.freshSnapshot(uptime: uptime, staleAfter: staleAfter) == nil
                ? nil : ledgers.served[record.name].flatMap { ServedStream($0, at: record.now(uptime: uptime)) }
        }
        let selections = selector.select(streams.map(\.snapshot))
        var exposition = Exposition()
        exposition.append(families: scopeMetrics, of: scopes(state, streams.map(\.snapshot)))
        exposition.append(
            families: streamMetrics,
            of: streams.map { LabelledSubject($0.status, $0.snapshot.stream.name.labels) })
        exposition.append(
            families: streamCountersMetrics,
            of: records.compactMap { record in
                ledgers.served[record.name].map { LabelledSubject($0, record.name.labels) }
            })
        appendObjects(to: &exposition, streams, selections)
        let exporter = ExporterStatus(
            identity: identity, objectLimit: options.limit, skippedTicks: state.skippedTicks,
            dropped: selections.reduce(into: [:]) { $0.merge($1.dropped, uniquingKeysWith: +) }, ledgers: ledgers)
        exposition.append(families: exporterMetrics, of: [LabelledSubject(exporter, [:])])
        exposition.append(families: projectMetrics, of: projects(state))
        let polled = (records + state.departedRecords(uptime: uptime)).sorted { $0.name < $1.name }
        exposition.append(families: pollMetrics, of: polled.map { polls($0, ledgers) })
        return exposition
    }

    private func polls(_ record: PollRecord, _ ledgers: Ledgers) -> LabelledSubject<PollStatus> {
        let snapshot = record.snapshot == nil ? nil : ledgers.served[record.name]?.snapshot
        let status = PollStatus(record: record, objectCount: snapshot?.objects.count)
        return LabelledSubject(status, record.name.labels)
    }

    private mutating func appendObjects(
        to exposition: inout Exposition, _ streams: [ServedStream], _ selections: [ObjectSelection]
    ) {
        var press = ObjectPress(objectRows)
        var current: [StreamName: ObjectBlocks] = [:]
        var runs = Array(repeating: PartRun(), count: objectRows.count)
        for (stream, selection) in zip(streams, selections) {
            let name = stream.snapshot.stream.name
            var blocks = blocks.removeValue(forKey: name) ?? ObjectBlocks(rows: objectRows.count, size: blockSize)
            press.begin(name)
            let records = options.extra.isEmpty ? [] : stream.records
            blocks.show(ShownObjects(stream.snapshot, records, selection), &press)
            for row in objectRows.indices { runs[row].append(blocks.runs[row]) }
            current[name] = blocks
        }
        blocks = current
        var families = FamilyRun()
        for (head, run) in zip(objectHeads, runs) where !run.isEmpty { families.append(head, sharing: run) }
        exposition.append(families, to: .object)
    }

    private func scopes(_ state: PollState, _ snapshots: [Snapshot]) -> [LabelledSubject<ScopeStatus>] {
        state.scopes.map { scope in
            let streams = snapshots.filter { $0.stream.name.scope == scope }
            let isEmpty = state.discovered[scope] == true && !state.streams.keys.contains { $0.scope == scope }
            var counts: [Datastream.Stream.State: Int] = [:]
            for snapshot in streams { counts[snapshot.stream.state, default: 0] += 1 }
            return LabelledSubject(
                ScopeStatus(isUp: state.isUp(scope), streams: streams.isEmpty && !isEmpty ? nil : counts),
                scope.labels)
        }
    }

    private func projects(_ state: PollState) -> [LabelledSubject<ProjectStatus>] {
        var selected = state.found.mapValues { _ in 0 }
        for name in state.streams.keys { selected[name.project, default: 0] += 1 }
        return Set(selected.keys).union(state.unreachable.keys).sorted().map { project in
            let status = ProjectStatus(
                unreachable: state.unreachable[project]?.count, found: state.found[project],
                selected: selected[project])
            return LabelledSubject(status, ["gcp_project": LabelText.bounded(project)])
        }
    }
}

extension PollState.Scope {
    /// The labels that identify a project and location.
    fileprivate var labels: RenderedLabels {
        ["gcp_project": LabelText.bounded(project), "gcp_location": LabelText.bounded(location)]
    }
}

extension StreamName {
    /// The labels that identify a stream.
    var labels: RenderedLabels {
        var labels = scope.labels
        labels.append("stream", LabelText.bounded(stream))
        return labels
    }
}

extension PollRecord {
    /// The current time by the clock that dated the snapshot, even if that clock has been changed since.
    fileprivate func now(uptime: Duration) -> Timestamp {
        guard let snapshot, let snapshotUptime else { return Timestamp(seconds: 0) }
        return snapshot.fetchedAt.advanced(by: uptime - snapshotUptime)
    }
}
