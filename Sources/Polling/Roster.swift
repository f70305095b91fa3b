internal import Datastream

/// Streams that whole searches lacked once; a second time and they have disappeared.
struct Roster: Sendable {
    private var missing: Set<StreamName>

    /// A roster of streams that were known before the start: the first whole search that lacks one of them is enough.
    init(known: some Sequence<StreamName> = []) { missing = Set(known) }

    /// Takes what a search of a project found into the state of the polls.
    mutating func apply(
        _ discovery: Discovery, ofProject project: String, isSelected: (StreamName) -> Bool, to state: inout PollState
    ) {
        for scope in state.discovered.keys where scope.project == project {
            // What a failed search says nothing about keeps what the last one said.
            if discovery.scopes[.init(project: project, location: Discovery.allLocations)] != false {
                state.discovered[scope] = nil
            }
        }
        state.discovered.merge(discovery.scopes) { _, new in new }
        state.unreachable[project] = discovery.unreachable
        for name in discovery.streams.keys where isSelected(name) {
            missing.remove(name)
            if state.streams[name] == nil { state.streams[name] = PollRecord(name: name) }
        }
        for name in state.streams.keys where name.project == project && discovery.streams[name] == nil {
            if discovery.isUncertain(about: name) { continue }
            if missing.remove(name) != nil { state.streams[name] = nil } else { missing.insert(name) }
        }
    }
}
