/// Why a text is not a listen address.
package struct ListenAddressError: Error, Equatable, CustomStringConvertible {
    package var text: String
    package var reason: String

    /// The error in one line, for people.
    package var description: String { "\(text): \(reason)" }
}
