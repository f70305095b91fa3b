/// A flag whose type of value does not matter: to list it and to check what was given for it.
package protocol AnyFlag: Sendable {
    var name: String { get }
    var placeholder: String { get }
    var fallback: String? { get }
    var isRepeatable: Bool { get }
    var help: String { get }
    var completion: FlagCompletion { get }
    /// Whether the name alone means true.
    var isSwitch: Bool { get }
    /// Throws when the value is not one that the flag takes.
    func check(_ text: String) throws(ValueProblem)
}

extension Flag: AnyFlag {
    package var isSwitch: Bool { Value.self == Bool.self }

    package func check(_ text: String) throws(ValueProblem) { _ = try parse(text) }
}

extension AnyFlag {
    /// What tells its row in a list of all flags from others: the name, and what it means.
    package var row: String { "\(name) \(help)" }

    /// The environment variable that stands for the flag where it is not given.
    package var variable: String {
        "DATASTREAM_EXPORTER_" + name.uppercased().map { ".-".contains($0) ? "_" : String($0) }.joined()
    }
}
