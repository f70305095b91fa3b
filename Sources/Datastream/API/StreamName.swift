/// The full name of a stream: `projects/{project}/locations/{location}/streams/{stream}`.
public struct StreamName: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The project's id or number.
    public var project: String
    /// The region, such as `europe-west1`.
    public var location: String
    /// The stream's id.
    public var stream: String

    /// Creates a name from valid parts.
    public init(project: String, location: String, stream: String) {
        self.project = project
        self.location = location
        self.stream = stream
    }

    /// Parses a full resource name; nil when the text is anything else.
    public init?(_ name: String) {
        guard let ids = ResourceName.ids(of: name, collections: ["projects", "locations", "streams"]) else {
            return nil
        }
        self.init(project: ids[0], location: ids[1], stream: ids[2])
    }

    /// The full resource name.
    public var description: String { "projects/\(project)/locations/\(location)/streams/\(stream)" }

    /// The full resource name of the location, the stream's parent.
    public var parent: String { "projects/\(project)/locations/\(location)" }

    /// Orders by the full resource name.
    public static func < (left: StreamName, right: StreamName) -> Bool {
        (left.project, left.location, left.stream) < (right.project, right.location, right.stream)
    }

    /// Whether a response may mean this stream by that name: the API may replace the requested project id by its
    /// number.
    func matches(_ answered: StreamName) -> Bool {
        location == answered.location && stream == answered.stream
            && ResourceName.isSameProject(project, answered.project)
    }
}
