internal import Datastream

/// The streams that searches have found.
///
/// A stream that one complete search lacks is only marked as missing; when the next one lacks it too, it has disappeared.
struct DiscoveredStreams: Sendable {
    /// The streams that the last search of each project found, or that are named, before filters.
    private(set) var found: Set<StreamName> = []
    private var missing: Set<StreamName>

    /// Streams known from before the start disappear with the first complete search that lacks them.
    init(known: some Sequence<StreamName> = []) { missing = Set(known) }

    /// Takes what a search of a project found into the state of the polls.
    mutating func apply(
        _ discovery: Discovery, ofProject project: String, isSelected: (StreamName) -> Bool, to state: inout PollState,
        at uptime: Duration
    ) {
        for scope in state.discovered.keys where scope.project == project {
            // What a failed search says nothing about keeps what the last one said.
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

    /// Takes streams that are named and searched nowhere into the state of the polls.
    mutating func apply(named names: [StreamName], isSelected: (StreamName) -> Bool, to state: inout PollState) {
        found.formUnion(names)
        for (project, names) in Dictionary(grouping: names, by: \.project) { state.found[project] = names.count }
        for name in names where isSelected(name) { state.add(name) }
    }

    /// Counts what a search found, with what the last one found where this one could not look.
    private mutating func find(_ discovery: Discovery, ofProject project: String, in state: inout PollState) {
        found = found.filter { $0.project != project || discovery.isUncertain(about: $0) }
        found.formUnion(discovery.streams.keys)
        // Of a project of which no search ever told anything, nothing is known.
        guard state.found[project] != nil || discovery.failures.isEmpty || discovery.scopes.values.contains(true)
        else {
            return
        }
        state.found[project] = found.count { $0.project == project }
    }
}
