/// Why a listener cannot serve.
package struct ListenerError: Error, Equatable, CustomStringConvertible {
    /// The requested address.
    package var address: String
    /// The system's message, such as `Address already in use`.
    package var reason: String

    /// The error in one line, for people.
    package var description: String { "cannot listen on \(address): \(reason)" }
}
