/// Why a listener is not healthy.
package struct HealthProblem: Error, Equatable, CustomStringConvertible {
    /// The address that was asked.
    package var address: String
    package var reason: String

    /// The problem in one line, for people.
    package var description: String { "\(address): \(reason)" }
}
