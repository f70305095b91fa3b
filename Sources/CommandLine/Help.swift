/// The texts of `--help` and the flag table of the documentation.
enum Help {
    /// Describes the program, its commands, and the flags of the default command.
    static func text(of table: CommandTable) -> String {
        """
        Prometheus exporter for Google Cloud Datastream.

        usage: datastream-exporter [command] [flags]

        Commands (\(table.commands.first?.name ?? "") is run where none is named):
        \(list(table.commands))
        Every command has --help and --version.
        See datastream-exporter COMMAND --help for the flags of one command.


        """ + (table.commands.first.map(flags) ?? "")
    }

    /// Describes one command, with its examples, exit codes and flags.
    static func text(of command: Command) -> String {
        let operands = command.operands.placeholder
        let usage = "datastream-exporter \(command.name)\(operands.isEmpty ? "" : " \(operands)") [flags]"
        var parts = ["usage: \(usage)", command.summary, command.notes]
        if !command.examples.isEmpty {
            let lines = command.examples.map { "\n  datastream-exporter \($0)" }
            parts.append("Examples:\(lines.joined())")
        }
        let codes = command.exitCodes.map { "\n  \($0.rawValue)  \($0.meaning)" }
        parts.append("Exit codes:\(codes.joined())")
        return parts.filter { !$0.isEmpty }.map { "\($0)\n\n" }.joined() + flags(of: command)
    }

    /// Describes the commands of a group.
    static func text(of group: [Command]) -> String {
        let name = group.first?.group ?? ""
        return "usage: datastream-exporter \(name) COMMAND [flags]\n\n\(list(group))\n"
            + "See datastream-exporter \(name) COMMAND --help for the flags of one command.\n"
    }

    private static func list(_ commands: [Command]) -> String {
        let width = commands.map(\.name.count).max() ?? 0
        return commands.map { command in
            let space = String(repeating: " ", count: width - command.name.count)
            return "  \(command.name)\(space)  \(command.summary)\n"
        }.joined()
    }

    private static func flags(of command: Command) -> String {
        guard !command.flags.isEmpty else { return "" }
        let intro = "Flags of \(command.name), each also as an environment variable (the flag wins):\n"
        return command.flags.reduce(into: intro) { text, flag in
            let value = flag.isSwitch ? "" : "=\(flag.placeholder)"
            let fallback = flag.isSwitch ? nil : flag.fallback.map { "default: \($0)" }
            let notes = [fallback, flag.isRepeatable ? "repeatable" : nil, "$\(flag.variable)"].compactMap(\.self)
            text += "\n  --\(flag.name)\(value)\n      \(flag.help)\n      \(notes.joined(separator: "  "))\n"
        }
    }
}

extension CommandTable {
    /// The flags of all commands as a Markdown table.
    package var flagsInMarkdown: String {
        flags.reduce(into: "| flag | default | commands | meaning |\n| --- | --- | --- | --- |\n") { table, flag in
            let fallback = flag.isSwitch ? "off" : flag.fallback.map { "`\($0)`" } ?? ""
            let help = flag.help + (flag.isRepeatable ? " Repeatable." : "")
            table += "| `--\(flag.name)` | \(fallback) | \(users(of: flag).joined(separator: ", ")) | \(help) |\n"
        }
    }
}
