package import Datastream

/// Why no stream is polled.
package struct EmptySelection: Sendable, Equatable, CustomStringConvertible {
    /// How many streams were found.
    package var found: Int
    /// The flag that filtered out the last of them, as given; nil when none was found.
    package var filter: String?
    /// The usual mistake with that flag.
    package var hint: String?
    /// A stream name that the flag filtered out.
    package var example: StreamName?

    /// The reason in one line.
    package var description: String {
        guard let filter, let example else { return "no stream is selected: none was found" }
        return "no stream is selected: \(filter) leaves none of \(found), such as \(example) (\(hint ?? ""))"
    }
}
