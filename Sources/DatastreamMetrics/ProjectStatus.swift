/// The result of the discovery of streams in a project.
struct ProjectStatus: Sendable {
    /// Locations that could not be reached; nil where no discovery runs.
    let unreachable: Int?
    /// Streams before filters; nil until they are known.
    let found: Int?
    /// Streams that are polled; nil until they are known.
    let selected: Int?
}
