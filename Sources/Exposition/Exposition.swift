/// All that can be scraped at a moment, in the catalog's order: parts by group and format, rendered and compressed.
package struct Exposition: Sendable, Equatable {
    /// Families of one group that stand together.
    private struct Section: Sendable, Equatable {
        let group: MetricGroup
        let runs: [ExpositionFormat: PartRun]
    }

    private var sections: [Section] = []
    private var groups: Set<MetricGroup> = []
    /// What most scrapes ask for, put together once.
    private var whole: [ExpositionFormat: PartRun] = [:]

    /// Nothing yet.
    package init() {}

    /// Adds families at the end.
    package mutating func append(_ families: consuming FamilyRun, to group: MetricGroup) {
        let runs = families.finish()
        if runs.isEmpty { return }
        groups.insert(group)
        for (format, run) in runs { whole[format, default: PartRun()].append(run) }
        sections.append(Section(group: group, runs: runs))
    }

    /// The body that shows some groups.
    ///
    /// - Parameters:
    ///   - groups: the groups to show; with none of them, a body without families.
    ///   - format: the format of the body.
    ///   - live: parts in that format that follow the others.
    /// - Returns: the parts, none of them copied, and the end that the format asks for.
    package func body(
        of groups: Set<MetricGroup>, in format: ExpositionFormat, followedBy live: PartRun = PartRun()
    ) -> ExpositionBody {
        var body = PartRun()
        if self.groups.isSubset(of: groups) {
            body = whole[format] ?? body
        } else {
            for section in sections where groups.contains(section.group) {
                if let run = section.runs[format] { body.append(run) }
            }
        }
        body.append(live)
        body.append(format.end)
        return ExpositionBody(body)
    }
}
