internal import Notation

/// All commands of the program; the first one is the default.
package struct CommandTable: Sendable {
    /// The program's version.
    package let version: String
    package let commands: [Command]

    package init(version: String, _ commands: [Command]) {
        self.version = version
        self.commands = commands
    }

    /// The request that a command line makes.
    package enum Request: Sendable {
        case version
        /// The text of `--help`.
        case help(String)
        case run(Command, FlagValues)
    }

    /// Parses a command line, without the program's name.
    package func request(
        _ arguments: [String], environment: [String: String]
    ) throws(CommandFailure) -> Request {
        if arguments.contains("--version") { return .version }
        let words = Self.words(arguments)
        let isHelpWanted = arguments.prefix { $0 != "--" }.contains { $0 == "--help" || $0 == "-h" }
        guard let command = named(by: words) else {
            let group = commands.filter { $0.group == words.first }
            guard isHelpWanted, !group.isEmpty else { throw unknown(words, in: group) }
            return .help(Help.text(of: group))
        }
        if isHelpWanted { return .help(words.isEmpty ? Help.text(of: self) : Help.text(of: command)) }
        let rest = Array(arguments.dropFirst(words.isEmpty ? 0 : command.words.count))
        return .run(
            command,
            try FlagValues(
                rest, flags: command.flags, operands: command.operands, environment: environment,
                commandWords: Set(commands.compactMap(\.words.first))))
    }

    /// The command that the arguments name; the first of all commands if they name none.
    package func command(named arguments: [String]) -> Command? { named(by: Self.words(arguments)) }

    private static func words(_ arguments: [String]) -> [String] { Array(arguments.prefix { !$0.hasPrefix("-") }) }

    private func named(by words: [String]) -> Command? {
        words.isEmpty ? commands.first : commands.first { words.starts(with: $0.words) }
    }

    private func unknown(_ words: [String], in group: [Command]) -> CommandFailure {
        let known = group.compactMap(\.words.last).joined(separator: ", ")
        if let first = words.first, words.count == 1, !group.isEmpty { return .usage("\(first): which of \(known)?") }
        // Two words may be a command, or a one-word command and its operand.
        let pair = words.prefix(2).joined(separator: " ")
        let word = words.first ?? ""
        if let near = NearestName.of(pair, in: commands.map(\.name)) {
            return .usage("unknown command \(quoted(pair)); is it \(near)?")
        }
        guard group.isEmpty else { return .usage("unknown command \(quoted(pair)); \(word) has \(known)") }
        let near = NearestName.of(word, in: commands.compactMap(\.words.first))
        return .usage(
            "unknown command \(quoted(word)); \(near.map { "is it \($0)?" } ?? "see datastream-exporter --help")")
    }

    /// The flags of all commands; a flag that several commands share occurs once.
    var flags: [any AnyFlag] {
        var seen: Set<String> = []
        return commands.flatMap(\.flags).filter { seen.insert($0.row).inserted }
    }

    /// The commands that have a flag; a group's name replaces its commands if all of them have it.
    func users(of flag: any AnyFlag) -> [String] {
        func has(_ command: Command) -> Bool { command.flags.contains { $0.row == flag.row } }
        var seen: Set<String> = []
        return commands.filter(has).map { command in
            let isWhole = commands.allSatisfy { $0.group != command.group || has($0) }
            return command.group != nil && isWhole ? command.group ?? "" : command.name
        }.filter { seen.insert($0).inserted }
    }
}
