/// An object as the simulated API lists it; times are seconds since 1970.
struct TrueObject: Hashable {
    struct Job: Hashable {
        /// As it is written: a name, or a number as text.
        var state: String
        var trigger: String
        var start: Int?
        var end: Int?
        var errors: [TrueError] = []
        var clause: String?
    }

    var id: String
    var displayName: String
    /// The key of its identifier, such as `mysql`; nil for an object without one.
    var kind: String?
    var namespace: String
    var table: String
    var job: Job?
    var errors: [TrueError] = []
    var created: Int?
    var updated: Int?
}

/// A stream as the simulated API lists it, without its objects.
struct TrueStream: Hashable {
    var location: String
    var id: String
    var displayName: String
    var state: String
    var errors: [TrueError] = []
    var created: Int?
    var updated: Int?

    /// Its full resource name.
    var name: String { "projects/p/locations/\(location)/streams/\(id)" }
}
