/// An error as the simulated API lists it.
struct TrueError: Hashable {
    var reason: String
    var uuid: String
    var message: String
    /// Seconds since 1970.
    var time: Int
}
