/// A flag with any type of value, for lists of flags and for validating the given values.
package protocol AnyFlag: Sendable {
    var name: String { get }
    var placeholder: String { get }
    var fallback: String? { get }
    var isRepeatable: Bool { get }
    var help: String { get }
    var completion: FlagCompletion { get }
    /// Whether the flag without a value means true.
    var isSwitch: Bool { get }
    /// Throws if the flag does not accept the value.
    func check(_ text: String) throws(ValueProblem)
}

extension Flag: AnyFlag {
    package var isSwitch: Bool { Value.self == Bool.self }

    package func check(_ text: String) throws(ValueProblem) { _ = try parse(text) }
}

extension AnyFlag {
    /// Identifies the flag in a list of all flags: commands may use the same name with different meanings.
    package var row: String { "\(name) \(help)" }

    /// The environment variable that is read if the flag is not given.
    package var variable: String {
        "DATASTREAM_EXPORTER_" + name.uppercased().map { ".-".contains($0) ? "_" : String($0) }.joined()
    }
}
