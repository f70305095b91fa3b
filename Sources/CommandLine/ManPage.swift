/// The manual page in man(7) format, generated from the table of commands.
package enum ManPage {
    /// The whole page.
    package static func text(of table: CommandTable) -> String {
        let flags = table.flags.sorted { $0.name < $1.name }
        return """
            .TH DATASTREAM\\-EXPORTER 1 "" "datastream\\-exporter \(escaped(table.version))" ""
            .ad l
            .nh
            .SH NAME
            datastream\\-exporter \\- Prometheus exporter for Google Cloud Datastream, with commands for operators
            .SH SYNOPSIS
            .B datastream\\-exporter
            .RI [ command ]
            .RI [ argument ...]
            .RI [ flags ]
            .SH DESCRIPTION
            Polls the Datastream API and serves the state of streams, objects and backfills to Prometheus. Its commands list
            objects, and start, stop, retry and await backfills.
            .SH COMMANDS
            \(table.commands.enumerated().map { command($1, isFirst: $0 == 0) }.joined()).SH FLAGS
            A flag wins over its environment variable. A repeatable flag also takes several values separated by commas.
            \(flags.map { flag($0, of: table) }.joined()).TP
            .BR \\-\\-help ", " \\-\\-version
            For every command.
            .SH EXIT STATUS
            \(ExitCode.allCases.map { ".TP\n.B \($0.rawValue)\n\(escaped($0.meaning))\n" }.joined())
            """
    }

    private static func command(_ command: Command, isFirst: Bool) -> String {
        let operands = command.operands.placeholder.isEmpty ? "" : " \(command.operands.placeholder)"
        let names = command.flags.map { "--\($0.name)" }.joined(separator: ", ")
        let examples = command.examples.map { "  datastream-exporter \($0)" }.joined(separator: "\n")
        return """
            .TP
            .B \(escaped(command.name + operands))
            \(escaped(command.summary))\(isFirst ? " Run where no command is named." : "")
            \([command.notes, examples].filter { !$0.isEmpty }.map(notes).joined())\(names.isEmpty ? "" : ".IP\nFlags: \(escaped(names)).\n")
            """
    }

    /// Notes as filled paragraphs; indented lines keep their line breaks.
    private static func notes(_ notes: String) -> String {
        notes.split(separator: "\n", omittingEmptySubsequences: false).reduce(into: ".IP\n") { text, line in
            if line.isEmpty {
                text += ".IP\n"
            } else {
                text += (line.hasPrefix("  ") ? ".br\n" : "") + escaped(String(line)) + "\n"
            }
        }
    }

    private static func flag(_ flag: any AnyFlag, of table: CommandTable) -> String {
        let users = table.users(of: flag)
        let fallback = flag.isSwitch ? nil : flag.fallback.map { "Default: \($0)." }
        let notes = [fallback, flag.isRepeatable ? "Repeatable." : nil, "For \(users.joined(separator: ", "))."]
        return """
            .TP
            .B \(escaped("--\(flag.name)\(flag.isSwitch ? "" : "=\(flag.placeholder)")"))
            \(escaped(([flag.help] + notes.compactMap(\.self)).joined(separator: " ")))
            .br
            \(escaped("$\(flag.variable)"))

            """
    }

    /// Escapes a text so that no part of it is read as a request or an escape.
    private static func escaped(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let plain = line.replacing("\\", with: "\\e").replacing("-", with: "\\-")
            return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&\(plain)" : plain
        }.joined(separator: "\n")
    }
}
