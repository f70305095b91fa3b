/// What is wrong with credentials: a one-line message that names the file and the field, but never the value.
package struct CredentialsProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, and what to do.
    package let description: String

    /// Creates a problem with a message.
    package init(_ description: String) { self.description = description }

    /// The same problem, prefixed with its place.
    func at(_ place: String) -> CredentialsProblem { CredentialsProblem("\(place): \(description)") }
}
