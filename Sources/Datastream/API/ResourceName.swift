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

/// Rules that all resource names share.
public enum ResourceName {
    /// The ids in a name such as `projects/p/locations/l`; nil unless its collections are exactly these.
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

    /// Whether a text can be an id in a resource name: nothing in it has a special meaning in a URL.
    public static func isID(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= LabelText.maximumBytes && text != "." && text != ".."
            && text.utf8.allSatisfy { byte in
                byte > 0x20 && byte < 0x7F && !#"/?#%\"<>"#.utf8.contains(byte)
            }
    }

    /// Whether a text looks like an id that the API assigns: ASCII letters and digits, `-`, `_`, `.` and `~`.
    ///
    /// The path of a command takes nothing else: there, `a:stop` would be another method of another object.
    package static func isPlainID(_ text: String) -> Bool {
        isID(text)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "-_.~".utf8.contains(byte)
                }
            }
    }

    /// Whether two names may mean the same project: they are equal, or one is an id and the other a number.
    static func isSameProject(_ asked: String, _ answered: String) -> Bool {
        asked == answered || isNumber(asked) != isNumber(answered)
    }

    private static func isNumber(_ text: String) -> Bool { text.utf8.allSatisfy { (0x30...0x39).contains($0) } }
}
