public import Datastream
public import Exposition

/// Composes the exposition of all that was polled, and keeps the parts of objects that did not change since.
public struct Scrape: Sendable {
    private let identity: ExporterIdentity
    private let options: ObjectOptions
    private let staleAfter: Duration
    private let objectRows: [MetricRow<ObjectStatus>]
    private var rendered: [StreamName: RenderedObjects] = [:]

    /// The parts of one stream's objects, a list a row, and what they were made of.
    private struct RenderedObjects: Sendable {
        let objects: [StreamObject]
        let labels: [String]
        let visible: [Int]
        let parts: [[ExpositionPart]]

        func isMade(of snapshot: Snapshot, _ visible: [Int]) -> Bool {
            self.visible == visible && objects == snapshot.objects && labels == snapshot.labels
        }
    }

    /// An exporter's scrape; a stream's data leaves it `staleAfter` the last whole poll.
    public init(identity: ExporterIdentity, options: ObjectOptions, staleAfter: Duration) {
        self.identity = identity
        self.options = options
        self.staleAfter = staleAfter
        objectRows =
            streamObjectMetrics(states: options.states)
            + extraObjectMetrics.filter { options.extra.contains($0.family.name) }
    }

    /// The exposition of what the polls have learnt.
    public mutating func compose(_ state: PollState, uptime: Duration) -> Exposition {
        let records = state.records
        let snapshots = records.compactMap { $0.freshSnapshot(uptime: uptime, staleAfter: staleAfter) }
        let selection = ObjectSelection(of: snapshots, options: options)
        let summaries = snapshots.map(StreamSummary.init)
        var exposition = Exposition()
        exposition.append(families: scopeMetrics, of: scopes(state, snapshots))
        exposition.append(families: streamMetrics, of: summaries.map { LabelledSubject($0, $0.stream.name.labels) })
        appendObjects(to: &exposition, snapshots, summaries, selection)
        let exporter = ExporterStatus(
            identity: identity, objectLimit: options.limit, skippedTicks: state.skippedTicks,
            dropped: selection.dropped)
        exposition.append(families: exporterMetrics, of: [LabelledSubject(exporter, [:])])
        exposition.append(families: projectMetrics, of: projects(state))
        exposition.append(families: pollMetrics, of: records.map { LabelledSubject($0, $0.name.labels) })
        return exposition
    }

    private mutating func appendObjects(
        to exposition: inout Exposition, _ snapshots: [Snapshot], _ summaries: [StreamSummary],
        _ selection: ObjectSelection
    ) {
        var current: [StreamName: RenderedObjects] = [:]
        var parts = Array(repeating: [ExpositionPart](), count: objectRows.count)
        for (index, snapshot) in snapshots.enumerated() {
            let name = snapshot.stream.name
            let visible = selection.visible[index]
            let known = rendered[name].flatMap { $0.isMade(of: snapshot, visible) ? $0 : nil }
            let objects = known ?? render(snapshot, summaries[index], visible)
            current[name] = objects
            for row in objectRows.indices { parts[row] += objects.parts[row] }
        }
        rendered = current
        for (row, parts) in zip(objectRows, parts) where !parts.isEmpty {
            exposition.append(row.family.header)
            exposition.append(parts)
        }
    }

    private func render(_ snapshot: Snapshot, _ summary: StreamSummary, _ visible: [Int]) -> RenderedObjects {
        let subjects = visible.map { index in
            var labels = snapshot.stream.name.labels
            labels.append("object", snapshot.labels[index])
            return LabelledSubject(ObjectStatus(object: snapshot.objects[index], summary: summary), labels)
        }
        return RenderedObjects(
            objects: snapshot.objects, labels: snapshot.labels, visible: visible,
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
                ["gcp_project": scope.project, "gcp_location": scope.location])
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
    api: APIStatistics, tokens: TokenStatistics?, listener: ListenerStatistics, process: ProcessStatistics
) -> Exposition {
    var exposition = Exposition()
    exposition.append(families: apiMetrics, of: [LabelledSubject(api, [:])])
    exposition.append(families: tokenMetrics, of: tokens.map { [LabelledSubject($0, ["source": $0.source])] } ?? [])
    exposition.append(families: listenerMetrics, of: [LabelledSubject(listener, [:])])
    exposition.append(families: processMetrics, of: [LabelledSubject(process, [:])])
    return exposition
}

extension StreamName {
    /// The labels that name a stream.
    var labels: RenderedLabels { ["gcp_project": project, "gcp_location": location, "stream": LabelText.bounded(stream)] }
}

extension Exposition {
    /// Adds the families that have samples, in one run of parts.
    fileprivate mutating func append<Subject: Sendable>(
        families rows: [MetricRow<Subject>], of subjects: [LabelledSubject<Subject>]
    ) {
        var text: [UInt8] = []
        for row in rows {
            let samples = row.render(subjects)
            if !samples.isEmpty { text += row.family.headerText + samples }
        }
        append(ExpositionPart.parts(of: text))
    }
}

extension MetricFamily {
    fileprivate var headerText: [UInt8] {
        var writer = SampleWriter()
        writer.header(self)
        return writer.take()
    }

    fileprivate var header: [ExpositionPart] { ExpositionPart.parts(of: headerText) }
}
