extension Command {
    /// `completion`: what makes a shell complete commands, flags and their values.
    static let completion = Command(
        name: "completion", summary: "Print the script that lets a shell complete commands and flags.",
        operands: Operands(
            placeholder: "bash|zsh|fish", minimum: 1, maximum: 1, choices: Completion.Shell.allCases.map(\.rawValue)),
        notes: """
              bash: source <(datastream-exporter completion bash)
              zsh:  autoload -Uz compinit && compinit && source <(datastream-exporter completion zsh)
              fish: datastream-exporter completion fish | source
            """, flags: []
    ) { values, _ in
        guard let shell = values.operands.first.flatMap(Completion.Shell.init) else { return .usage }
        return printed(Completion.script(for: shell, commands: all))
    }

    /// `man`: the manual page.
    static let man = Command(
        name: "man", summary: "Print the manual page, for man -l.",
        notes: "  datastream-exporter man | man -l -", flags: []
    ) { _, _ in
        printed(ManPage.text(of: all))
    }
}
