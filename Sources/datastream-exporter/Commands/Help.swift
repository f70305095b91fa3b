/// The texts of `--help` and the documentation's list of flags, all read off the tables.
enum Help {
    /// What the program does, its commands, and the flags of the one that is meant where none is named.
    static var program: String {
        let width = Command.all.map(\.name.count).max() ?? 0
        let commands = Command.all.map { "  \(padded($0.name, to: width))  \($0.summary)\n" }.joined()
        return """
            Prometheus exporter for Google Cloud Datastream.

            usage: datastream-exporter [command] [flags]

            Commands (serve is meant where none is named):
            \(commands)
            Flags of every command: --help, --version.
            See datastream-exporter COMMAND --help for the flags of one command.


            """ + (Command.all.first.map(flags) ?? "")
    }

    /// What one command does, and its flags.
    static func text(of command: Command) -> String {
        let notes = command.notes.isEmpty ? "" : "\(command.notes)\n\n"
        return "usage: \(usage(of: command))\n\n\(command.summary)\n\n" + notes + flags(of: command)
    }

    /// What the commands of a group do.
    static func text(of group: [Command]) -> String {
        let width = group.map(\.name.count).max() ?? 0
        let lines = group.map { "  \(padded($0.name, to: width))  \($0.summary)\n" }.joined()
        let name = group.first?.group ?? ""
        return "usage: datastream-exporter \(name) COMMAND [flags]\n\n\(lines)\n"
            + "See datastream-exporter \(name) COMMAND --help for the flags of one command.\n"
    }

    /// How a command is called.
    static func usage(of command: Command) -> String {
        let operands = command.operands.placeholder
        return "datastream-exporter \(command.name)\(operands.isEmpty ? "" : " \(operands)") [flags]"
    }

    private static func flags(of command: Command) -> String {
        guard !command.flags.isEmpty else { return "" }
        let intro =
            "Flags of \(command.name), each also as an environment variable (a flag wins):\n"
        return command.flags.reduce(into: intro) { text, flag in
            let value = flag.isSwitch ? "" : "=\(flag.placeholder)"
            text += "\n  --\(flag.name)\(value)\n      \(flag.help)\n      "
            text += (notes(of: flag) + ["$\(flag.variable)"]).joined(separator: "  ") + "\n"
        }
    }

    private static func notes(of flag: any AnyFlag) -> [String] {
        (flag.isSwitch ? [] : flag.fallback.map { ["default: \($0)"] } ?? [])
            + (flag.isRepeatable ? ["repeatable"] : [])
    }

    /// The flags of all commands as a table of Markdown, each once.
    static var markdown: String {
        let head = "| flag | default | commands | meaning |\n| --- | --- | --- | --- |\n"
        var seen: Set<String> = []
        return Command.all.flatMap(\.flags).filter { seen.insert($0.row).inserted }.reduce(into: head) { table, flag in
            let commands = users(of: flag, among: Command.all)
            let fallback = flag.isSwitch ? "off" : flag.fallback.map { "`\($0)`" } ?? ""
            let repeatable = flag.isRepeatable ? " Repeatable." : ""
            table +=
                "| `--\(flag.name)` | \(fallback) | \(commands.joined(separator: ", ")) | \(flag.help)\(repeatable) |\n"
        }
    }

    /// The commands that have a flag; a group stands for all of its commands.
    static func users(of flag: any AnyFlag, among commands: [Command]) -> [String] {
        func has(_ command: Command) -> Bool { command.flags.contains { $0.row == flag.row } }
        var seen: Set<String> = []
        return commands.filter(has).map { command in
            let isWhole = commands.allSatisfy { $0.group != command.group || has($0) }
            return command.group != nil && isWhole ? command.group ?? "" : command.name
        }.filter { seen.insert($0).inserted }
    }

    private static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
