/// All that can be scraped at a moment, in the catalog's order: parts by group and format, rendered and compressed.
public struct Exposition: Sendable, Equatable {
    /// Families of one group that stand together.
    private struct Section: Sendable, Equatable {
        let group: MetricGroup
        let parts: [ExpositionFormat: [ExpositionPart]]
    }

    private var sections: [Section] = []

    /// Nothing yet.
    public init() {}

    /// Adds families at the end.
    public mutating func append(_ run: FamilyRun, to group: MetricGroup) {
        let parts = run.parts()
        if !parts.isEmpty { sections.append(Section(group: group, parts: parts)) }
    }

    /// The body that shows some groups.
    ///
    /// - Parameters:
    ///   - groups: the groups to show; with none of them, a body without families.
    ///   - format: the format of the body.
    ///   - live: parts in that format that follow the others.
    /// - Returns: the parts, none of them copied, and the end that the format asks for.
    public func body(
        of groups: Set<MetricGroup>, in format: ExpositionFormat, followedBy live: [ExpositionPart] = []
    ) -> ExpositionBody {
        var body = ExpositionBody()
        for section in sections where groups.contains(section.group) { body.append(section.parts[format] ?? []) }
        body.append(live)
        body.append(format.end)
        return body
    }
}
