/// Why a listener cannot serve.
public struct ListenerError: Error, Equatable, CustomStringConvertible {
    /// The address, as it was asked for.
    public var address: String
    /// What the system said, such as `Address already in use`.
    public var reason: String

    /// One line for a person.
    public var description: String { "cannot listen on \(address): \(reason)" }
}
