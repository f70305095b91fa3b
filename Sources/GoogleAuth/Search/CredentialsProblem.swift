/// What is wrong with credentials: one line for people that names the file and the field, and never what the field holds.
package struct CredentialsProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, and what to do.
    package let description: String

    /// A problem in words for people.
    package init(_ description: String) { self.description = description }

    /// The same problem with the place where it is before it.
    func at(_ place: String) -> CredentialsProblem { CredentialsProblem("\(place): \(description)") }
}
