/// The texts of `--help` and the README's list of flags, all read off the tables.
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
        "usage: datastream-exporter \(command.name) [flags]\n\n\(command.summary)\n\n" + flags(of: command)
    }

    private static func flags(of command: Command) -> String {
        guard !command.flags.isEmpty else { return "" }
        let intro =
            "Flags of \(command.name), each also as an environment variable (a flag wins):\n"
        return command.flags.reduce(into: intro) { text, flag in
            text += "\n  --\(flag.name)\(flag.isSwitch ? "" : "=\(flag.placeholder)")\n      \(flag.help)\n      "
            text += (notes(of: flag) + ["$\(flag.variable)"]).joined(separator: "  ") + "\n"
        }
    }

    private static func notes(of flag: any AnyFlag) -> [String] {
        (flag.fallback.map { ["default: \($0)"] } ?? []) + (flag.isRepeatable ? ["repeatable"] : [])
    }

    /// The flags of all commands as a table of Markdown, each once.
    static var markdown: String {
        let head = "| flag | default | commands | meaning |\n| --- | --- | --- | --- |\n"
        var seen: Set<String> = []
        return Command.all.flatMap(\.flags).filter { seen.insert($0.name).inserted }.reduce(into: head) { table, flag in
            let commands = Command.all.filter { $0.flags.contains { $0.name == flag.name } }.map(\.name)
            let fallback = flag.fallback.map { "`\($0)`" } ?? ""
            let repeatable = flag.isRepeatable ? " Repeatable." : ""
            table +=
                "| `--\(flag.name)` | \(fallback) | \(commands.joined(separator: ", ")) | \(flag.help)\(repeatable) |\n"
        }
    }

    private static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
