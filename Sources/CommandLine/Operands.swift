/// The arguments of a command that are not flags.
package struct Operands: Sendable, Equatable {
    /// Shown for them in `--help`; empty where there are none.
    package let placeholder: String
    package let minimum: Int
    package let maximum: Int
    /// The words to choose from; empty where any text may stand.
    package let choices: [String]

    package init(_ placeholder: String, minimum: Int = 1, maximum: Int = 1, choices: [String] = []) {
        self.placeholder = placeholder
        self.minimum = minimum
        self.maximum = maximum
        self.choices = choices
    }

    /// A command that takes only flags.
    package static let none = Operands("", minimum: 0, maximum: 0)

    /// Throws when there are too few or too many, or one that is not among the choices.
    func check(_ operands: [String]) throws(CommandFailure) {
        guard operands.count >= minimum else { throw .usage("an argument is missing: \(placeholder)") }
        guard operands.count <= maximum else { throw .usage("unexpected argument \(quoted(operands[maximum]))") }
        for operand in operands where !choices.isEmpty && !choices.contains(operand) {
            throw .usage(ValueReaders.notOne(operand, of: choices))
        }
    }
}
