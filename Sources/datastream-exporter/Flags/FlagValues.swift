internal import Notation

/// The values of a command's flags, from its arguments and, where those say nothing, from the environment.
struct FlagValues: Sendable {
    private var given: [String: [String]] = [:]
    /// The arguments that are no flags, in their order.
    private(set) var operands: [String] = []

    /// Reads `--name=value` and `--name value`; every value is checked, so that nothing starts with a bad one.
    ///
    /// A switch takes a value behind a sign only. What follows `--` is no flag.
    init(
        _ arguments: [String], flags: [any AnyFlag], operands taken: Operands = .none, environment: [String: String]
    ) throws(UsageError) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            if taken.maximum > 0 {
                if argument == "--" {
                    operands += rest
                    break
                }
                if !argument.hasPrefix("-") {
                    operands.append(argument)
                    continue
                }
            }
            guard argument.hasPrefix("--"), argument.count > 2 else {
                throw Self.unexpected(argument, flags)
            }
            let parts = argument.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(parts[0])
            guard let flag = flags.first(where: { $0.name == name }) else { throw Self.unexpected(argument, flags) }
            guard let value = parts.count == 2 ? String(parts[1]) : flag.isSwitch ? "true" : rest.popFirst() else {
                throw UsageError("--\(name): a value is missing")
            }
            if given[name] != nil, !flag.isRepeatable { throw UsageError("--\(name): given more than once") }
            given[name, default: []] += try Self.values(value, of: flag)
        }
        for flag in flags where given[flag.name] == nil {
            // An empty variable is an unset one, as everywhere.
            if let value = environment[flag.variable], !value.isEmpty {
                given[flag.name] = try Self.values(value, of: flag)
            }
        }
        for flag in flags {
            for value in given[flag.name] ?? [] { try Self.check(value, of: flag) }
        }
        try taken.check(operands)
    }

    /// Whether a flag was given, on the command line or in the environment.
    func isGiven(_ flag: any AnyFlag) -> Bool { given[flag.name] != nil }

    /// A flag with its last value, as one would give it on the command line, in a message.
    func asGiven(_ flag: any AnyFlag) -> String { "--\(flag.name)=\(shown(given[flag.name]?.last ?? ""))" }

    /// The value of a flag that has a default.
    func value<Value>(_ flag: Flag<Value>) throws(UsageError) -> Value {
        guard let value = try optional(flag) else { throw UsageError("--\(flag.name): required") }
        return value
    }

    /// The value of a flag, or of its default; nil without either.
    func optional<Value>(_ flag: Flag<Value>) throws(UsageError) -> Value? {
        try all(flag).last
    }

    /// All values of a repeatable flag, or the one of its default.
    func all<Value>(_ flag: Flag<Value>) throws(UsageError) -> [Value] {
        var values: [Value] = []
        for text in given[flag.name] ?? flag.fallback.map({ [$0] }) ?? [] {
            do throws(ValueProblem) { values.append(try flag.parse(text)) } catch {
                throw UsageError("--\(flag.name): \(error.text)")
            }
        }
        return values
    }

    private static func values(_ text: String, of flag: any AnyFlag) throws(UsageError) -> [String] {
        guard flag.isRepeatable else { return [text] }
        let values = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard values.allSatisfy({ !$0.isEmpty }) else { throw UsageError("--\(flag.name): an empty value") }
        return values
    }

    private static func check(_ value: String, of flag: any AnyFlag) throws(UsageError) {
        do throws(ValueProblem) { try flag.check(value) } catch { throw UsageError("--\(flag.name): \(error.text)") }
    }

    /// Says that an argument is neither a flag nor wanted, and which flag may be meant.
    private static func unexpected(_ argument: String, _ flags: [any AnyFlag]) -> UsageError {
        // An editor may have made one long dash of two.
        let dashes = argument.prefix { "-\u{2010}\u{2013}\u{2014}".contains($0) }
        let name = argument.dropFirst(dashes.count).prefix { $0 != "=" }
        guard !dashes.isEmpty, !name.isEmpty, !SecretText.isLikely(String(name)) else {
            let isCommand = Command.all.contains { $0.words.first == argument }
            return UsageError(
                "unexpected argument \(quoted(argument))\(isCommand ? "; a command stands before its flags" : "")")
        }
        let shown = VisibleText.escaped(String((dashes + name).prefix(80)))
        return UsageError("unknown flag \(shown)\(suggestion(for: String(name), in: flags))")
    }

    private static func suggestion(for name: String, in flags: [any AnyFlag]) -> String {
        // The group before the last word is what people forget.
        let endings = flags.filter { flag in
            flag.name.hasSuffix(".\(name)") || flag.name.hasSuffix("-\(name)")
                || flag.name.hasSuffix("." + (name.split(separator: ".").last ?? ""))
        }
        let near = NearestName.of(name, in: flags.map(\.name)) ?? endings.first?.name
        return near.map { "; is it --\($0)?" } ?? ""
    }
}

/// What a command takes beside its flags.
struct Operands: Sendable, Equatable {
    /// What stands for them in `--help`; empty where there are none.
    let placeholder: String
    let minimum: Int
    let maximum: Int
    /// The words of which each must be one; empty where it may be any text.
    var choices: [String] = []

    /// A command that takes flags only.
    static let none = Operands(placeholder: "", minimum: 0, maximum: 0)

    /// Throws when there are too few or too many, or one that is none of the choices.
    fileprivate func check(_ operands: [String]) throws(UsageError) {
        guard operands.count >= minimum else { throw UsageError("an argument is missing: \(placeholder)") }
        guard operands.count <= maximum else {
            throw UsageError("unexpected argument \(quoted(operands[maximum]))")
        }
        for operand in operands where !choices.isEmpty && !choices.contains(operand) {
            throw UsageError("\(quoted(operand)) is not one of \(choices.joined(separator: ", "))")
        }
    }
}

/// What is wrong with the command line or the environment: one line, exit code 2.
struct UsageError: Error, Equatable {
    let text: String

    init(_ text: String) { self.text = text }
}

/// A text of a user's in a message: bounded, on one line, and not shown where it may be a secret.
func quoted(_ text: String) -> String { SecretText.isLikely(text) ? shown(text) : "\"\(shown(text))\"" }

/// The same without quotes.
func shown(_ text: String) -> String {
    if SecretText.isLikely(text) { return SecretText.placeholder }
    let start = String(String.UnicodeScalarView(text.unicodeScalars.prefix(80)))
    return "\(VisibleText.escaped(start))\(text.unicodeScalars.count > 80 ? "..." : "")"
}
