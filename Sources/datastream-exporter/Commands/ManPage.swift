/// The manual page in the language of man(7), read off the table of commands.
enum ManPage {
    /// The whole page.
    static func text(of commands: [Command]) -> String {
        var seen: Set<String> = []
        let flags = commands.flatMap(\.flags).filter { seen.insert($0.row).inserted }.sorted { $0.name < $1.name }
        return """
            .TH DATASTREAM\\-EXPORTER 1 "" "datastream\\-exporter \(escaped(Build.version))" ""
            .ad l
            .nh
            .SH NAME
            datastream\\-exporter \\- Prometheus exporter for Google Cloud Datastream, and its operator's commands
            .SH SYNOPSIS
            .B datastream\\-exporter
            .RI [ command ]
            .RI [ argument ...]
            .RI [ flags ]
            .SH DESCRIPTION
            Polls the Datastream API and serves what it learns of streams, objects and backfills to Prometheus. Its commands
            list objects, and start, stop, retry and await backfills.
            .SH COMMANDS
            \(commands.enumerated().map { command($1, isFirst: $0 == 0) }.joined()).SH FLAGS
            A flag wins over the environment variable of its name; a repeatable one also takes values with commas between.
            \(flags.map { flag($0, of: commands) }.joined()).TP
            .BR \\-\\-help ", " \\-\\-version
            Of every command.
            .SH EXIT STATUS
            \(ExitCode.allCases.map { ".TP\n.B \($0.rawValue)\n\(escaped($0.meaning))\n" }.joined())
            """
    }

    private static func command(_ command: Command, isFirst: Bool) -> String {
        let operands = command.operands.placeholder.isEmpty ? "" : " \(command.operands.placeholder)"
        let names = command.flags.map { "--\($0.name)" }.joined(separator: ", ")
        return """
            .TP
            .B \(escaped(command.name + operands))
            \(escaped(command.summary))\(isFirst ? " It is meant where no command is named." : "")
            \(command.notes.isEmpty ? "" : notes(command.notes))\(names.isEmpty ? "" : ".IP\nFlags: \(escaped(names)).\n")
            """
    }

    /// Lines that are filled, but for those that are indented, and paragraphs between empty ones.
    private static func notes(_ notes: String) -> String {
        notes.split(separator: "\n", omittingEmptySubsequences: false).reduce(into: ".IP\n") { text, line in
            if line.isEmpty {
                text += ".IP\n"
            } else {
                text += (line.hasPrefix("  ") ? ".br\n" : "") + escaped(String(line)) + "\n"
            }
        }
    }

    private static func flag(_ flag: any AnyFlag, of commands: [Command]) -> String {
        let users = Help.users(of: flag, among: commands)
        let fallback = flag.isSwitch ? nil : flag.fallback.map { "Default: \($0)." }
        let notes = [fallback, flag.isRepeatable ? "Repeatable." : nil, "Of \(users.joined(separator: ", "))."]
        return """
            .TP
            .B \(escaped("--\(flag.name)\(flag.isSwitch ? "" : "=\(flag.placeholder)")"))
            \(escaped(([flag.help] + notes.compactMap(\.self)).joined(separator: " ")))
            .br
            \(escaped("$\(flag.variable)"))

            """
    }

    /// A text in which nothing is taken for a request or an escape.
    private static func escaped(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let plain = line.replacing("\\", with: "\\e").replacing("-", with: "\\-")
            return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&\(plain)" : plain
        }.joined(separator: "\n")
    }
}
