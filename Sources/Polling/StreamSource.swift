package import Datastream

/// Where to search for streams.
package enum StreamSource: Hashable, Sendable {
    /// Every stream of a project in these locations, or in all locations if none is given.
    case project(String, locations: [String])
    /// Streams given by name; no search is needed.
    case named([StreamName])

    /// Whether this source covers a stream with that name.
    func covers(_ stream: StreamName) -> Bool {
        switch self {
        case .project(let project, let locations):
            stream.project == project && (locations.isEmpty || locations.contains(stream.location))
        case .named(let names): names.contains(stream)
        }
    }
}
