internal import CommandLine

extension Command {
    /// `completion`: the script that makes a shell complete commands, flags and their values.
    static let completion: Command = Command(
        "completion", "Print the script that lets a shell complete commands and flags.",
        operands: Operands("bash|zsh|fish", choices: Completion.Shell.allCases.map(\.rawValue)),
        notes: """
              bash: source <(datastream-exporter completion bash)
              zsh:  autoload -Uz compinit && compinit && source <(datastream-exporter completion zsh)
              fish: datastream-exporter completion fish | source
            """, flags: []
    ) { values, _ throws(CommandFailure) in
        guard let shell = values.operands.first.flatMap(Completion.Shell.init) else { return .usage }
        return try Program.printed(Completion.script(for: shell, of: .program))
    }

    /// `man`: the manual page.
    static let man: Command = Command(
        "man", "Print the manual page, for man -l.", notes: "  datastream-exporter man | man -l -", flags: []
    ) { _, _ throws(CommandFailure) in
        try Program.printed(ManPage.text(of: .program))
    }
}
