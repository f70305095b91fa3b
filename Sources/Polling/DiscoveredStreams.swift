internal import Datastream

/// The streams that searches have found.
///
/// A stream missing from one complete search is only marked as missing. It has disappeared when the next complete
/// search lacks it, too.
struct DiscoveredStreams: Sendable {
    /// The streams found by the last search of each project, and the streams configured by name, before filters.
    private(set) var found: Set<StreamName> = []
    private var missing: Set<StreamName>

    /// Streams known before the start disappear with the first complete search that lacks them.
    init(known: some Sequence<StreamName> = []) { missing = Set(known) }

    /// Adds the result of a project's search to the poll state.
    mutating func apply(
        _ discovery: Discovery, ofProject project: String, isSelected: (StreamName) -> Bool, to state: inout PollState,
        at uptime: Duration
    ) {
        for scope in state.discovered.keys where scope.project == project {
            // Where a search failed, the result of the last one stays.
            if discovery.scopes[.init(project: project, location: Discovery.allLocations)] != false {
                state.discovered[scope] = nil
            }
        }
        state.discovered.merge(discovery.scopes) { _, new in new }
        state.unreachable[project] = discovery.unreachable
        find(discovery, ofProject: project, in: &state)
        for name in discovery.streams.keys where isSelected(name) {
            missing.remove(name)
            state.add(name)
        }
        for name in state.streams.keys where name.project == project && discovery.streams[name] == nil {
            if discovery.isUncertain(about: name) { continue }
            if missing.remove(name) != nil { state.remove(name, uptime: uptime) } else { missing.insert(name) }
        }
    }

    /// Adds streams that are configured by name, without a search, to the poll state.
    mutating func apply(named names: [StreamName], isSelected: (StreamName) -> Bool, to state: inout PollState) {
        found.formUnion(names)
        for (project, names) in Dictionary(grouping: names, by: \.project) { state.found[project] = names.count }
        for name in names where isSelected(name) { state.add(name) }
    }

    /// Counts the streams that a search found.
    ///
    /// Where this search failed, the streams of the previous one still count.
    private mutating func find(_ discovery: Discovery, ofProject project: String, in state: inout PollState) {
        found = found.filter { $0.project != project || discovery.isUncertain(about: $0) }
        found.formUnion(discovery.streams.keys)
        // Nothing is known about a project until one of its searches has returned something.
        guard state.found[project] != nil || discovery.failures.isEmpty || discovery.scopes.values.contains(true)
        else {
            return
        }
        state.found[project] = found.count { $0.project == project }
    }
}
