package import Datastream

/// Why no stream is polled.
package struct EmptySelection: Sendable, Equatable, CustomStringConvertible {
    /// How many streams were found.
    package var found: Int
    /// The flag that left none of them, as it was given; nil when none was found.
    package var filter: String?
    /// What people get wrong about that flag.
    package var hint: String?
    /// One of the names that the flag left out.
    package var example: StreamName?

    /// Why, in one line.
    package var description: String {
        guard let filter, let example else { return "no stream is selected: none was found" }
        return "no stream is selected: \(filter) leaves none of \(found), such as \(example) (\(hint ?? ""))"
    }
}
