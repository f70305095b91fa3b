/// What the program did with an input although it must not.
struct Violation: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// Throws a violation when the condition does not hold.
func demand(_ condition: Bool, _ what: @autoclosure () -> String) throws(Violation) {
    guard condition else { throw Violation(what()) }
}

/// Throws a violation when two values that must be the same differ.
func demandSame<Value: Equatable>(
    _ left: Value, _ right: Value, _ what: @autoclosure () -> String
) throws(Violation) {
    guard left == right else { throw Violation("\(what()): \(left) and \(right)") }
}
