/// Why a text is not an address to listen on.
package struct ListenAddressError: Error, Equatable, CustomStringConvertible {
    package var text: String
    package var reason: String

    /// One line for a person.
    package var description: String { "\(text): \(reason)" }
}
