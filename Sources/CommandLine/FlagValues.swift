internal import Notation

/// The values of a command's flags, from the arguments or else from the environment.
package struct FlagValues: Sendable {
    private var given: [String: [String]] = [:]
    /// The arguments that are not flags, in order.
    package private(set) var operands: [String] = []

    /// Parses `--name=value` and `--name value`, and checks every value, so that no command starts with an invalid one.
    ///
    /// A switch takes a value only after `=`. Arguments after `--` are never flags.
    package init(
        _ arguments: [String], flags: [any AnyFlag], operands taken: Operands = .none, environment: [String: String],
        commandWords: Set<String> = []
    ) throws(CommandFailure) {
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
                throw Self.unexpected(argument, flags, commandWords)
            }
            let parts = argument.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(parts[0])
            guard let flag = flags.first(where: { $0.name == name }) else {
                throw Self.unexpected(argument, flags, commandWords)
            }
            guard let value = parts.count == 2 ? String(parts[1]) : flag.isSwitch ? "true" : rest.popFirst() else {
                throw .usage("--\(name): a value is missing")
            }
            if given[name] != nil, !flag.isRepeatable { throw .usage("--\(name): given more than once") }
            given[name, default: []] += try Self.values(value, of: flag)
        }
        for flag in flags where given[flag.name] == nil {
            // An empty variable counts as unset.
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
    package func isGiven(_ flag: any AnyFlag) -> Bool { given[flag.name] != nil }

    /// A flag with its last value, written as on the command line, for messages.
    package func asGiven(_ flag: any AnyFlag) -> String { "--\(flag.name)=\(shown(given[flag.name]?.last ?? ""))" }

    /// The value of a flag that has a default.
    package func value<Value>(_ flag: Flag<Value>) throws(CommandFailure) -> Value {
        guard let value = try optional(flag) else { throw .usage("--\(flag.name): required") }
        return value
    }

    /// The value of a flag, or else its default; nil if there is neither.
    package func optional<Value>(_ flag: Flag<Value>) throws(CommandFailure) -> Value? {
        try all(flag).last
    }

    /// All values of a repeatable flag, or else its default.
    package func all<Value>(_ flag: Flag<Value>) throws(CommandFailure) -> [Value] {
        var values: [Value] = []
        for text in given[flag.name] ?? flag.fallback.map({ [$0] }) ?? [] {
            do throws(ValueProblem) { values.append(try flag.parse(text)) } catch {
                throw .usage("--\(flag.name): \(error.text)")
            }
        }
        return values
    }

    private static func values(_ text: String, of flag: any AnyFlag) throws(CommandFailure) -> [String] {
        guard flag.isRepeatable else { return [text] }
        let values = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard values.allSatisfy({ !$0.isEmpty }) else { throw .usage("--\(flag.name): an empty value") }
        return values
    }

    private static func check(_ value: String, of flag: any AnyFlag) throws(CommandFailure) {
        do throws(ValueProblem) { try flag.check(value) } catch { throw .usage("--\(flag.name): \(error.text)") }
    }

    /// The failure for an unexpected argument, with a suggestion for the flag that was probably meant.
    private static func unexpected(
        _ argument: String, _ flags: [any AnyFlag], _ commandWords: Set<String>
    ) -> CommandFailure {
        // An editor may have replaced two dashes with one long dash.
        let dashes = argument.prefix { "-\u{2010}\u{2013}\u{2014}".contains($0) }
        let name = argument.dropFirst(dashes.count).prefix { $0 != "=" }
        guard !dashes.isEmpty, !name.isEmpty, !SecretText.isLikely(String(name)) else {
            let isCommand = commandWords.contains(argument)
            return .usage(
                "unexpected argument \(quoted(argument))\(isCommand ? "; a command stands before its flags" : "")")
        }
        let shown = VisibleText.escaped(String((dashes + name).prefix(80)))
        return .usage("unknown flag \(shown)\(suggestion(for: String(name), in: flags))")
    }

    private static func suggestion(for name: String, in flags: [any AnyFlag]) -> String {
        // Users tend to forget the group before the last word.
        let endings = flags.filter { flag in
            flag.name.hasSuffix(".\(name)") || flag.name.hasSuffix("-\(name)")
                || flag.name.hasSuffix("." + (name.split(separator: ".").last ?? ""))
        }
        let near = NearestName.of(name, in: flags.map(\.name)) ?? endings.first?.name
        return near.map { "; is it --\($0)?" } ?? ""
    }
}
