/// The arguments of a command that are not flags.
package struct Operands: Sendable, Equatable {
    /// The placeholder in `--help`; empty if there are none.
    package let placeholder: String
    package let minimum: Int
    package let maximum: Int
    /// The allowed words; empty if any text is allowed.
    package let choices: [String]

    package init(_ placeholder: String, minimum: Int = 1, maximum: Int = 1, choices: [String] = []) {
        self.placeholder = placeholder
        self.minimum = minimum
        self.maximum = maximum
        self.choices = choices
    }

    /// For a command that takes only flags.
    package static let none = Operands("", minimum: 0, maximum: 0)

    /// Throws if there are too few or too many, or if one is not among the choices.
    func check(_ operands: [String]) throws(CommandFailure) {
        guard operands.count >= minimum else { throw .usage("an argument is missing: \(placeholder)") }
        guard operands.count <= maximum else { throw .usage("unexpected argument \(quoted(operands[maximum]))") }
        for operand in operands where !choices.isEmpty && !choices.contains(operand) {
            throw .usage("\(quoted(operand)) \(ValueReaders.notOne(of: choices))")
        }
    }
}
