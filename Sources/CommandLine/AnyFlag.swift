/// A flag of any type of value, for lists of flags and for checking what was given.
package protocol AnyFlag: Sendable {
    var name: String { get }
    var placeholder: String { get }
    var fallback: String? { get }
    var isRepeatable: Bool { get }
    var help: String { get }
    var completion: FlagCompletion { get }
    /// Whether the name alone means true.
    var isSwitch: Bool { get }
    /// Throws if the flag does not accept the value.
    func check(_ text: String) throws(ValueProblem)
}

extension Flag: AnyFlag {
    package var isSwitch: Bool { Value.self == Bool.self }

    package func check(_ text: String) throws(ValueProblem) { _ = try parse(text) }
}

extension AnyFlag {
    /// Identifies it in a list of all flags: a name may mean different things to different commands.
    package var row: String { "\(name) \(help)" }

    /// The environment variable that is read where the flag is not given.
    package var variable: String {
        "DATASTREAM_EXPORTER_" + name.uppercased().map { ".-".contains($0) ? "_" : String($0) }.joined()
    }
}
