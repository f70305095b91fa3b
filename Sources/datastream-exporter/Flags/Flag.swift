/// A flag: its name, what it takes and what it means; `--help`, the environment and the documentation are read off it.
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
    /// How a shell completes its value.
    let completion: FlagCompletion
    /// Reads a value; the error says what is wrong with it.
    let parse: @Sendable (String) throws(ValueProblem) -> Value

    init(
        _ name: String, _ placeholder: String, default fallback: String? = nil, isRepeatable: Bool = false,
        _ help: String, completion: FlagCompletion = .none,
        parse: @escaping @Sendable (String) throws(ValueProblem) -> Value
    ) {
        self.name = name
        self.placeholder = placeholder
        self.fallback = fallback
        self.isRepeatable = isRepeatable
        self.help = help
        self.completion = completion
        self.parse = parse
    }

    /// The same flag where it means something else.
    func with(help: String) -> Flag {
        Flag(
            name, placeholder, default: fallback, isRepeatable: isRepeatable, help, completion: completion, parse: parse
        )
    }

    /// The same flag with another default.
    func with(default fallback: String) -> Flag {
        Flag(
            name, placeholder, default: fallback, isRepeatable: isRepeatable, help, completion: completion, parse: parse
        )
    }
}

/// How a shell completes the value of a flag.
enum FlagCompletion: Sendable, Equatable {
    /// Not at all.
    case none
    /// With the names of files.
    case files
    /// With one of some words.
    case words([String])
}

extension Flag where Value == Bool {
    /// A switch: off unless it is given; alone it means true.
    static func `switch`(_ name: String, _ help: String) -> Flag {
        Flag(name, "BOOLEAN", default: "false", help, completion: .words(["true", "false"])) {
            text throws(ValueProblem) in
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
    var help: String { get }
    var completion: FlagCompletion { get }
    /// Whether the name alone means true.
    var isSwitch: Bool { get }
    /// Throws when the value is not one that the flag takes.
    func check(_ text: String) throws(ValueProblem)
}

extension Flag: AnyFlag {
    var isSwitch: Bool { Value.self == Bool.self }

    func check(_ text: String) throws(ValueProblem) { _ = try parse(text) }
}

extension AnyFlag {
    /// What tells its row in a list of all flags from others: the name, and what it means.
    var row: String { "\(name) \(help)" }

    /// The environment variable that stands for the flag where it is not given.
    var variable: String {
        "DATASTREAM_EXPORTER_" + name.uppercased().map { ".-".contains($0) ? "_" : String($0) }.joined()
    }
}
