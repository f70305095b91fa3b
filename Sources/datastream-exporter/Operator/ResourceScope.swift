internal import Datastream

/// Where short names are at home: the projects and locations that flags and environment name.
struct ResourceScope: Equatable {
    /// The projects that names may be of; empty where any may.
    var projects: [String]
    var locations: [String]

    /// A scope of known parts.
    init(projects: [String] = [], locations: [String] = []) {
        self.projects = projects
        self.locations = locations
    }

    /// The scope that the flags give, or the variables that all of Google's tools read.
    init(_ values: FlagValues, environment: [String: String]) throws(UsageError) {
        projects = try values.all(Flags.projects)
        if projects.isEmpty {
            let known = ["GOOGLE_CLOUD_PROJECT", "GCLOUD_PROJECT"].compactMap { environment[$0] }.filter { !$0.isEmpty }
            projects = Array(known.prefix(1))
        }
        locations = try values.all(Flags.locations).filter { $0 != "-" }
    }

    /// Whether a name is that of an object and not of a stream.
    static func isObject(_ name: String) -> Bool {
        let segments = name.split(separator: "/", omittingEmptySubsequences: false)
        return segments.contains("objects") || (segments.count == 2 && segments[0] != "streams")
    }

    /// Reads the name of a stream: a full one, or what of it follows the project, the location or `streams/`.
    func stream(_ text: String) throws(UsageError) -> StreamName {
        let full = try full(text)
        guard let name = StreamName(full) else {
            throw UsageError(
                "\(quoted(text)) is no stream such as STREAM or projects/PROJECT/locations/LOCATION/streams/STREAM")
        }
        try check(name.project, of: text)
        return name
    }

    /// Reads the name of an object: a full one, or a short one of a stream, `/` and the object's id.
    func object(_ text: String) throws(UsageError) -> ObjectName {
        let segments = text.split(separator: "/", omittingEmptySubsequences: false)
        let isShort = segments.count == 2 && segments[0] != "streams" && segments[1] != "objects"
        let full = try full(isShort ? "\(segments[0])/objects/\(segments[1])" : text)
        guard let name = ObjectName(full) else {
            throw UsageError(
                "\(quoted(text)) is no object such as STREAM/ID or "
                    + "projects/PROJECT/locations/LOCATION/streams/STREAM/objects/ID")
        }
        try check(name.stream.project, of: text)
        return name
    }

    /// The name with what a short one leaves out.
    private func full(_ text: String) throws(UsageError) -> String {
        if text.hasPrefix("projects/") { return text }
        // What cannot be in any name is no question of projects.
        guard
            text.split(separator: "/", omittingEmptySubsequences: false).map(String.init).allSatisfy(ResourceName.isID)
        else { return text }
        let project = try one(of: projects, "project", "--google.project-ids", for: text)
        if text.hasPrefix("locations/") { return "projects/\(project)/\(text)" }
        let location = try one(of: locations, "location", "--google.locations", for: text)
        let parent = "projects/\(project)/locations/\(location)/"
        return text.hasPrefix("streams/") ? parent + text : "\(parent)streams/\(text)"
    }

    private func one(
        of values: [String], _ word: String, _ flag: String, for text: String
    ) throws(UsageError) -> String {
        if values.count == 1, let value = values.first { return value }
        let problem =
            values.isEmpty ? "does not say which \(word)" : "could be in any of \(values.count) \(word)s"
        throw UsageError("\(quoted(text)) \(problem): give \(flag), or the full name projects/...")
    }

    private func check(_ project: String, of text: String) throws(UsageError) {
        guard projects.isEmpty || projects.contains(project) else {
            throw UsageError(
                "\(quoted(text)) is of another project than \(projects.joined(separator: ", ")), "
                    + "which --google.project-ids or GOOGLE_CLOUD_PROJECT names")
        }
    }
}
