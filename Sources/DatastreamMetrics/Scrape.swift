public import Datastream
public import Exposition

/// Composes the exposition of all that was polled, and keeps the parts of objects that did not change since.
public struct Scrape: Sendable {
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
        let selection: ObjectSelection
    }

    /// The parts of one stream's objects, a list a row, and what they were made of.
    private struct RenderedObjects: Sendable {
        let objects: [StreamObject]
        let visible: [Int]
        let parts: [[ExpositionPart]]
    }

    /// An exporter's scrape; a stream's data leaves it `staleAfter` the last whole poll.
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
    public mutating func compose(_ state: PollState, uptime: Duration) -> Exposition {
        let records = state.records
        let snapshots = records.compactMap { $0.freshSnapshot(uptime: uptime, staleAfter: staleAfter) }
        let selections = select(snapshots)
        var exposition = Exposition()
        exposition.append(families: scopeMetrics, of: scopes(state, snapshots))
        exposition.append(families: streamMetrics, of: snapshots.map { LabelledSubject($0, $0.stream.name.labels) })
        appendObjects(to: &exposition, snapshots, selections)
        let exporter = ExporterStatus(
            identity: identity, objectLimit: options.limit, skippedTicks: state.skippedTicks,
            dropped: selections.reduce(into: [:]) { $0.merge($1.dropped, uniquingKeysWith: +) })
        exposition.append(families: exporterMetrics, of: [LabelledSubject(exporter, [:])])
        exposition.append(families: projectMetrics, of: projects(state))
        exposition.append(families: pollMetrics, of: records.map { LabelledSubject($0, $0.name.labels) })
        return exposition
    }

    private mutating func select(_ snapshots: [Snapshot]) -> [ObjectSelection] {
        var current: [StreamName: ChosenObjects] = [:]
        var selections = snapshots.map { snapshot in
            let known = chosen[snapshot.stream.name].flatMap { $0.objects == snapshot.objects ? $0.selection : nil }
            let selection = known ?? ObjectSelection(of: snapshot, options: options)
            current[snapshot.stream.name] = ChosenObjects(objects: snapshot.objects, selection: selection)
            return selection
        }
        chosen = current
        ObjectSelection.apply(limit: options.limit, to: &selections, of: snapshots)
        return selections
    }

    private mutating func appendObjects(
        to exposition: inout Exposition, _ snapshots: [Snapshot], _ selections: [ObjectSelection]
    ) {
        var current: [StreamName: RenderedObjects] = [:]
        var parts = Array(repeating: [ExpositionPart](), count: objectRows.count)
        for (snapshot, selection) in zip(snapshots, selections) {
            // Labels follow from the objects. Arrays that share their storage are equal at a glance.
            let known = rendered[snapshot.stream.name].flatMap {
                $0.visible == selection.visible && $0.objects == snapshot.objects ? $0 : nil
            }
            let objects = known ?? render(snapshot, selection.visible)
            current[snapshot.stream.name] = objects
            for row in objectRows.indices { parts[row] += objects.parts[row] }
        }
        rendered = current
        var run = FamilyRun()
        for (head, parts) in zip(objectHeads, parts) where !parts.isEmpty { run.append(head, sharing: parts) }
        exposition.append(run, to: .object)
    }

    private func render(_ snapshot: Snapshot, _ visible: [Int]) -> RenderedObjects {
        let identity = snapshot.stream.name.labels
        let subjects = visible.map { index in
            var labels = identity
            labels.append("object", snapshot.labels[index])
            return LabelledSubject(ObjectStatus(object: snapshot.objects[index], summary: snapshot.summary), labels)
        }
        return RenderedObjects(
            objects: snapshot.objects, visible: visible,
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
        state.unreachable.sorted { $0.key < $1.key }.map { project, locations in
            LabelledSubject(ProjectStatus(unreachable: locations.count), ["gcp_project": project])
        }
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
