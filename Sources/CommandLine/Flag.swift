/// A flag: its name, value and meaning; the source for `--help`, the environment variable and the documentation.
package struct Flag<Value: Sendable>: Sendable {
    /// The name without the two dashes.
    package let name: String
    /// The placeholder for the value in `--help`.
    package let placeholder: String
    /// The value if the flag is not given; nil for none.
    package let fallback: String?
    /// Whether it may be given several times, or once with comma-separated values.
    package let isRepeatable: Bool
    /// The meaning in one line.
    package let help: String
    /// How a shell completes its value.
    package let completion: FlagCompletion
    /// Parses a value; the error says what is wrong with it.
    package let parse: @Sendable (String) throws(ValueProblem) -> Value

    package init(
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

    /// A copy of the flag with another default or another meaning.
    package func with(default fallback: String? = nil, help: String? = nil) -> Flag {
        Flag(
            name, placeholder, default: fallback ?? self.fallback, isRepeatable: isRepeatable, help ?? self.help,
            completion: completion, parse: parse)
    }
}

extension Flag where Value: RawRepresentable<String> & CaseIterable {
    /// A flag whose values are the raw values of a type.
    package init(
        _ name: String, _ placeholder: String, default fallback: String? = nil, _ help: String, oneOf type: Value.Type
    ) {
        self.init(
            name, placeholder, default: fallback, help, completion: .words(type.allCases.map(\.rawValue)),
            parse: ValueReaders.choice)
    }
}

extension Flag where Value == String {
    /// A flag that names a file.
    package static func file(_ name: String, _ help: String) -> Flag {
        Flag(name, "FILE", help, completion: .files, parse: ValueReaders.path)
    }
}

extension Flag where Value == Bool {
    /// A switch: off unless given; without a value it means true.
    package static func `switch`(_ name: String, _ help: String) -> Flag {
        Flag(name, "BOOLEAN", default: "false", help, completion: .words(["true", "false"])) {
            text throws(ValueProblem) in try ValueReaders.require(Bool(text), text, "is neither true nor false")
        }
    }
}
