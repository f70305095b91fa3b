/// A flag: its name, what it takes and what it means; `--help`, the environment and the README are read off it.
struct Flag<Value: Sendable>: Sendable {
    /// The name without its two dashes.
    let name: String
    /// What stands for the value in `--help`.
    let placeholder: String
    /// The text that holds when the flag is not given; nil when there is none.
    let fallback: String?
    /// Whether it may be given several times, or once with commas.
    let isRepeatable: Bool
    /// What it means, in one line.
    let help: String
    /// Reads a value; the error says what is wrong with it.
    let parse: @Sendable (String) throws(ValueProblem) -> Value

    init(
        _ name: String, _ placeholder: String, default fallback: String? = nil, isRepeatable: Bool = false,
        _ help: String, parse: @escaping @Sendable (String) throws(ValueProblem) -> Value
    ) {
        self.name = name
        self.placeholder = placeholder
        self.fallback = fallback
        self.isRepeatable = isRepeatable
        self.help = help
        self.parse = parse
    }

    /// Whether it stands alone for `true`: it takes no other value than `true` and `false`.
    var isSwitch: Bool { Value.self == Bool.self }

    /// The same flag with another default.
    func with(default fallback: String) -> Flag {
        Flag(name, placeholder, default: fallback, isRepeatable: isRepeatable, help, parse: parse)
    }
}

extension Flag where Value == Bool {
    /// A flag that is off by default; `--name` turns it on, `--name=false` off.
    init(switch name: String, _ help: String) {
        self.init(name, "BOOL", default: "false", help) { text throws(ValueProblem) in
            guard let value = Bool(text) else { throw ValueProblem("\(quoted(text)) is neither true nor false") }
            return value
        }
    }
}

/// What is wrong with a value, in words that follow its flag's name.
struct ValueProblem: Error, Equatable {
    let text: String

    init(_ text: String) { self.text = text }
}

/// A flag whose type of value does not matter: to list it and to check what was given for it.
protocol AnyFlag: Sendable {
    var name: String { get }
    var placeholder: String { get }
    var fallback: String? { get }
    var isRepeatable: Bool { get }
    var isSwitch: Bool { get }
    var help: String { get }
    /// Throws when the value is not one that the flag takes.
    func check(_ text: String) throws(ValueProblem)
}

extension Flag: AnyFlag {
    func check(_ text: String) throws(ValueProblem) { _ = try parse(text) }
}

extension AnyFlag {
    /// The environment variable that stands for the flag where it is not given.
    var variable: String {
        "DATASTREAM_EXPORTER_" + name.uppercased().map { ".-".contains($0) ? "_" : String($0) }.joined()
    }
}
