/// The full name of a stream: `projects/{project}/locations/{location}/streams/{stream}`.
public struct StreamName: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The project's id or number.
    public var project: String
    /// The region, as in `europe-west1`.
    public var location: String
    /// The stream's own id.
    public var stream: String

    /// A name of parts that are known to be good.
    public init(project: String, location: String, stream: String) {
        self.project = project
        self.location = location
        self.stream = stream
    }

    /// Reads a full resource name; nil when it is anything else.
    public init?(_ name: String) {
        guard let ids = ResourceName.ids(of: name, collections: ["projects", "locations", "streams"]) else {
            return nil
        }
        self.init(project: ids[0], location: ids[1], stream: ids[2])
    }

    /// The full resource name.
    public var description: String { "projects/\(project)/locations/\(location)/streams/\(stream)" }

    /// The location's full resource name, the parent of the stream.
    public var parent: String { "projects/\(project)/locations/\(location)" }

    /// Orders by the full resource name.
    public static func < (left: StreamName, right: StreamName) -> Bool {
        (left.project, left.location, left.stream) < (right.project, right.location, right.stream)
    }

    /// Whether an answer may call this stream so: the API may write the project's number where its id was asked for.
    func matches(_ answered: StreamName) -> Bool {
        location == answered.location && stream == answered.stream
            && ResourceName.isSameProject(project, answered.project)
    }
}

/// What is common to the names of all resources.
public enum ResourceName {
    /// The ids in a name such as `projects/p/locations/l`, when its collections are exactly these.
    public static func ids(of name: String, collections: [String]) -> [String]? {
        let segments = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard segments.count == collections.count * 2 else { return nil }
        var ids: [String] = []
        for (index, collection) in collections.enumerated() {
            let id = segments[index * 2 + 1]
            guard segments[index * 2] == collection, isID(id) else { return nil }
            ids.append(id)
        }
        return ids
    }

    /// Whether a text can be one id of a resource name: nothing that a URL would read otherwise.
    public static func isID(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= LabelText.maximumBytes && text != "." && text != ".."
            && text.utf8.allSatisfy { byte in
                byte > 0x20 && byte < 0x7F && !#"/?#%\"<>"#.utf8.contains(byte)
            }
    }

    /// Whether a text is such an id as the API gives: letters and digits of ASCII, and `-`, `_`, `.` and `~`.
    ///
    /// Nothing else goes into the path of a command, where `a:stop` would be another method of another object.
    package static func isPlainID(_ text: String) -> Bool {
        isID(text)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "-_.~".utf8.contains(byte)
                }
            }
    }

    /// Whether two names of a project may be the same project's: equal, or an id beside a number.
    static func isSameProject(_ asked: String, _ answered: String) -> Bool {
        asked == answered || isNumber(asked) != isNumber(answered)
    }

    private static func isNumber(_ text: String) -> Bool { text.utf8.allSatisfy { (0x30...0x39).contains($0) } }
}
