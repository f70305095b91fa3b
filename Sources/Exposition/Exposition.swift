/// Everything that can be scraped at one moment, in the catalog's order: rendered and compressed parts by group and
/// format.
package struct Exposition: Sendable, Equatable {
    /// Consecutive families of one group.
    private struct Section: Sendable, Equatable {
        let group: MetricGroup
        let runs: [ExpositionFormat: PartRun]
    }

    private var sections: [Section] = []
    private var groups: Set<MetricGroup> = []
    /// The body that most scrapes ask for, assembled once.
    private var whole: [ExpositionFormat: PartRun] = [:]

    /// Creates an empty exposition.
    package init() {}

    /// Adds families at the end.
    package mutating func append(_ families: consuming FamilyRun, to group: MetricGroup) {
        let runs = families.finish()
        if runs.isEmpty { return }
        groups.insert(group)
        for (format, run) in runs { whole[format, default: PartRun()].append(run) }
        sections.append(Section(group: group, runs: runs))
    }

    /// The body that shows the given groups.
    ///
    /// - Parameters:
    ///   - groups: the groups to show; if none of them exists, the body has no families.
    ///   - format: the format of the body.
    ///   - live: parts in that format, added after the others.
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
