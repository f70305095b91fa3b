package import Datastream
package import Exposition

/// Metrics that change by the second: rendered at each scrape, in a few lines whose number no client can raise.
package func liveExposition(
    api: APIStatistics, tokens: TokenStatistics?, listener: ListenerStatistics, process: ProcessStatistics,
    in format: ExpositionFormat
) -> PartRun {
    var families = FamilyRun(in: [format])
    families.append(families: apiMetrics, of: [LabelledSubject(api, [:])])
    families.append(families: tokenMetrics, of: tokens.map { [LabelledSubject($0, ["source": $0.source])] } ?? [])
    families.append(families: listenerMetrics, of: [LabelledSubject(listener, [:])])
    families.append(families: processMetrics, of: [LabelledSubject(process, [:])])
    return families.finish()[format] ?? PartRun()
}
