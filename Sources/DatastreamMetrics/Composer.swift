public import Datastream
public import Exposition
package import Ledger

/// Composes the exposition of all that was polled, and keeps the parts of objects that did not change since.
public struct Composer: Sendable {
    private let identity: ExporterIdentity
    private let options: ObjectOptions
    private let staleAfter: Duration
    private let objectRows: [MetricRow<ObjectStatus>]
    private let objectHeads: [FamilyHead]
    private var chosen: [StreamName: ChosenObjects] = [:]
    private var rendered: [StreamName: RenderedObjects] = [:]

    /// What a stream's objects would show if there were no limit, and what that was chosen of.
    private struct ChosenObjects: Sendable {
        let objects: [StreamObject]
        let wanted: WantedLabels
        let selection: ObjectSelection
    }

    /// The parts of one stream's objects, a list a row, and what they were made of.
    private struct RenderedObjects: Sendable {
        let objects: [StreamObject]
        let records: [ObjectRecord]
        let visible: [Int]
        let parts: [[ExpositionPart]]
    }

    /// A composer for an exporter of that identity; a stream's data leaves `staleAfter` its last whole poll.
    public init(identity: ExporterIdentity, options: ObjectOptions, staleAfter: Duration) {
        self.identity = identity
        self.options = options
        self.staleAfter = staleAfter
        objectRows =
            streamObjectMetrics(states: options.states)
            + extraObjectMetrics.filter { options.extra.contains($0.family.name) }
        objectHeads = objectRows.map { FamilyHead($0.family) }
    }

    /// The exposition of what the polls have learnt.
    package mutating func compose(_ state: PollState, _ ledgers: Ledgers, uptime: Duration) -> Exposition {
        let records = state.records
        let streams = records.compactMap { record in
            record.freshSnapshot(uptime: uptime, staleAfter: staleAfter) == nil
                ? nil : ledgers.served[record.name].flatMap(ServedStream.init)
        }
        let selections = select(streams.map(\.snapshot))
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

    private mutating func select(_ snapshots: [Snapshot]) -> [ObjectSelection] {
        var current: [StreamName: ChosenObjects] = [:]
        var selections = snapshots.map { snapshot in
            let earlier = chosen[snapshot.stream.name]
            let choice = earlier.flatMap { $0.objects == snapshot.objects ? $0 : nil } ?? choose(snapshot, earlier)
            current[snapshot.stream.name] = choice
            return choice.selection
        }
        chosen = current
        ObjectSelection.apply(limit: options.limit, to: &selections, of: snapshots)
        return selections
    }

    private func choose(_ snapshot: Snapshot, _ earlier: ChosenObjects?) -> ChosenObjects {
        let wanted = WantedLabels(snapshot.labels, asking: options.isWanted, knowing: earlier?.wanted)
        return ChosenObjects(
            objects: snapshot.objects, wanted: wanted,
            selection: ObjectSelection(of: snapshot, options: options, wanted: wanted))
    }

    private mutating func appendObjects(
        to exposition: inout Exposition, _ streams: [ServedStream], _ selections: [ObjectSelection]
    ) {
        var current: [StreamName: RenderedObjects] = [:]
        var parts = Array(repeating: [ExpositionPart](), count: objectRows.count)
        for (stream, selection) in zip(streams, selections) {
            // Labels follow from the objects. Arrays that share their storage are equal at a glance.
            let known = rendered[stream.snapshot.stream.name].flatMap {
                $0.visible == selection.visible && $0.objects == stream.snapshot.objects && $0.records == stream.records
                    ? $0 : nil
            }
            let objects = known ?? render(stream, selection.visible)
            current[stream.snapshot.stream.name] = objects
            for row in objectRows.indices { parts[row] += objects.parts[row] }
        }
        rendered = current
        var run = FamilyRun()
        for (head, parts) in zip(objectHeads, parts) where !parts.isEmpty { run.append(head, sharing: parts) }
        exposition.append(run, to: .object)
    }

    private func render(_ stream: ServedStream, _ visible: [Int]) -> RenderedObjects {
        let snapshot = stream.snapshot
        let identity = snapshot.stream.name.labels
        let subjects = visible.map { index in
            var labels = identity
            labels.append("object", snapshot.labels[index])
            let status = ObjectStatus(
                object: snapshot.objects[index], since: stream.records[index].since, summary: snapshot.summary)
            return LabelledSubject(status, labels)
        }
        return RenderedObjects(
            objects: snapshot.objects, records: stream.records, visible: visible,
            parts: objectRows.map { ExpositionPart.parts(of: $0.render(subjects)) })
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

/// A stream whose data is fresh.
private struct ServedStream {
    let snapshot: Snapshot
    /// What is remembered of each of the snapshot's objects.
    let records: [ObjectRecord]
    let status: StreamStatus

    init?(_ ledger: ServedLedger) {
        guard let snapshot = ledger.snapshot else { return nil }
        self.snapshot = snapshot
        records = ledger.records
        status = StreamStatus(snapshot: snapshot, oldestPendingSince: ledger.oldestPendingSince)
    }
}

/// What changes by the second: rendered at each scrape, in a few lines whose number no peer can raise.
public func liveExposition(
    api: APIStatistics, tokens: TokenStatistics?, listener: ListenerStatistics, process: ProcessStatistics,
    in format: ExpositionFormat
) -> [ExpositionPart] {
    var exposition = FamilyRun(in: [format])
    exposition.append(families: apiMetrics, of: [LabelledSubject(api, [:])])
    exposition.append(families: tokenMetrics, of: tokens.map { [LabelledSubject($0, ["source": $0.source])] } ?? [])
    exposition.append(families: listenerMetrics, of: [LabelledSubject(listener, [:])])
    exposition.append(families: processMetrics, of: [LabelledSubject(process, [:])])
    return exposition.parts()[format] ?? []
}

extension PollState.Scope {
    /// The labels that name a project and location.
    fileprivate var labels: RenderedLabels {
        ["gcp_project": LabelText.bounded(project), "gcp_location": LabelText.bounded(location)]
    }
}

extension StreamName {
    /// The labels that name a stream.
    var labels: RenderedLabels {
        var labels = scope.labels
        labels.append("stream", LabelText.bounded(stream))
        return labels
    }
}
