/// Why a listener cannot serve.
package struct ListenerError: Error, Equatable, CustomStringConvertible {
    /// The requested address.
    package var address: String
    /// What the system said, such as `Address already in use`.
    package var reason: String

    /// One line for a person.
    package var description: String { "cannot listen on \(address): \(reason)" }
}
