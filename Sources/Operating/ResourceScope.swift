package import CommandLine
package import Datastream

/// The projects and locations that short names are resolved in.
package struct ResourceScope: Equatable {
    /// The projects that a name may belong to; empty for any.
    package var projects: [String]
    package var locations: [String]

    package init(projects: [String] = [], locations: [String] = []) {
        self.projects = projects
        self.locations = locations
    }

    /// Splits a name into the stream's name, as given, and what follows it: an object's ID, with or without `objects/`
    /// in front.
    private static func parts(_ text: String) -> (stream: String, object: [String]) {
        let segments = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let count =
            switch segments.first {
            case "projects": 6
            case "locations": 4
            case "streams": 2
            default: 1
            }
        var rest = Array(segments.dropFirst(count))
        if rest.count == 2, rest[0] == "objects" { rest.removeFirst() }
        return (segments.prefix(count).joined(separator: "/"), rest)
    }

    /// Whether the name is an object's, not a stream's.
    package static func isObject(_ name: String) -> Bool { !parts(name).object.isEmpty }

    /// Throws if a name is neither a stream's nor an object's.
    package func check(_ name: String) throws(CommandFailure) {
        if Self.isObject(name) { _ = try object(name) } else { _ = try stream(name) }
    }

    /// Parses the name of a stream: the full name, or its end from `locations/`, from `streams/` or from the ID on.
    package func stream(_ text: String) throws(CommandFailure) -> StreamName {
        let parts = Self.parts(text)
        guard parts.object.isEmpty, let name = StreamName(try full(parts.stream)) else {
            throw .usage(
                "\(quoted(text)) is not a stream such as STREAM or projects/PROJECT/locations/LOCATION/streams/STREAM")
        }
        try check(name, of: text)
        return name
    }

    /// Parses the name of an object: a stream's name followed by `/ID` or `/objects/ID`.
    package func object(_ text: String) throws(CommandFailure) -> ObjectName {
        let parts = Self.parts(text)
        guard parts.object.count == 1, parts.object[0] != "objects",
            let name = ObjectName("\(try full(parts.stream))/objects/\(parts.object[0])")
        else {
            throw .usage(
                "\(quoted(text)) is not an object such as STREAM/ID or "
                    + "projects/PROJECT/locations/LOCATION/streams/STREAM/objects/ID")
        }
        try Self.check(name.id, of: text)
        try check(name.stream, of: text)
        return name
    }

    /// The full name of a stream.
    private func full(_ text: String) throws(CommandFailure) -> String {
        if text.hasPrefix("projects/") { return text }
        // If the text cannot be a name at all, the project is not the problem.
        guard
            text.split(separator: "/", omittingEmptySubsequences: false).map(String.init).allSatisfy(ResourceName.isID)
        else { return text }
        let project = try one(of: projects, "project", "--google.project-ids", for: text)
        if text.hasPrefix("locations/") { return "projects/\(project)/\(text)" }
        let location = try one(of: locations, "location", "--google.locations", for: text)
        let parent = "projects/\(project)/locations/\(location)/"
        return text.hasPrefix("streams/") ? parent + text : "\(parent)streams/\(text)"
    }

    /// Rejects an ID that the API cannot have assigned.
    private static func check(_ id: String, of text: String) throws(CommandFailure) {
        guard ResourceName.isPlainID(id) else {
            throw .usage("\(quoted(text)) is not a name: \(quoted(id)) has characters that ids cannot have")
        }
    }

    private func one(
        of values: [String], _ word: String, _ flag: String, for text: String
    ) throws(CommandFailure) -> String {
        if values.count == 1, let value = values.first { return value }
        let problem =
            values.isEmpty ? "does not say which \(word)" : "could be in any of \(values.count) \(word)s"
        throw .usage("\(quoted(text)) \(problem): give \(flag), or the full name projects/...")
    }

    private func check(_ name: StreamName, of text: String) throws(CommandFailure) {
        // The IDs of old projects include a domain: example.com:my-project.
        for id in name.project.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false) {
            try Self.check(String(id), of: text)
        }
        try Self.check(name.location, of: text)
        try Self.check(name.stream, of: text)
        guard projects.isEmpty || projects.contains(name.project) else {
            throw .usage(
                "\(quoted(text)) is of another project than \(projects.map(shown).joined(separator: ", ")), "
                    + "which --google.project-ids or GOOGLE_CLOUD_PROJECT names")
        }
    }
}
