package import Datastream

/// Where streams are looked for.
package enum StreamSource: Hashable, Sendable {
    /// Every stream of a project, in these locations, or in all when none is named.
    case project(String, locations: [String])
    /// Streams that are known by name: nothing is searched.
    case named([StreamName])

    /// Whether a stream of that name would be looked for here.
    func covers(_ stream: StreamName) -> Bool {
        switch self {
        case .project(let project, let locations):
            stream.project == project && (locations.isEmpty || locations.contains(stream.location))
        case .named(let names): names.contains(stream)
        }
    }
}
