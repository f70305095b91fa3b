/// Why a listener is not healthy.
package struct HealthProblem: Error, Equatable, CustomStringConvertible {
    /// Where it was asked.
    package var address: String
    /// Why.
    package var reason: String

    /// One line for a person.
    package var description: String { "\(address): \(reason)" }
}
