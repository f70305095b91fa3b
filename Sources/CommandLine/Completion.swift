/// Shell completion scripts for commands, flags and values.
package enum Completion {
    /// A supported shell.
    package enum Shell: String, CaseIterable {
        case bash, zsh, fish
    }

    /// The script for a shell.
    package static func script(for shell: Shell, of table: CommandTable) -> String {
        let commands = table.commands
        return switch shell {
        case .bash: bash(commands)
        case .zsh: zsh(commands)
        case .fish: fish(commands)
        }
    }

    /// The possible beginnings of a command line, each with the words that may follow it.
    private static func steps(_ commands: [Command]) -> [(before: String, words: [(word: String, help: String)])] {
        var groups: [(before: String, words: [(word: String, help: String)])] = [("", [])]
        for command in commands {
            guard let group = command.group else {
                groups[0].words.append((command.name, command.summary))
                continue
            }
            let word = (word: command.words.last ?? "", help: command.summary)
            if let place = groups.firstIndex(where: { $0.before == group }) {
                groups[place].words.append(word)
            } else {
                groups[0].words.append((group, "Commands on \(group == "backfill" ? "backfills" : group)."))
                groups.append((group, [word]))
            }
        }
        let operands = commands.filter { !$0.operands.choices.isEmpty }
        return groups + operands.map { ($0.name, $0.operands.choices.map { (word: $0, help: "") }) }
    }

    /// The flags of all commands, each once.
    private static func flags(_ commands: [Command]) -> [any AnyFlag] {
        var seen: Set<String> = []
        return commands.flatMap(\.flags).filter { seen.insert($0.name).inserted }
    }

    private static let everywhere = [
        (name: "help", help: "Show what a command does and its flags."), (name: "version", help: "Show the version."),
    ]
}

// MARK: - bash

extension Completion {
    private static func bash(_ commands: [Command]) -> String {
        let flags = commands.map { command in
            let pattern = command.name == commands.first?.name ? "\"\(command.name) \"*|\" \"" : "\"\(command.name) \"*"
            let names =
                command.flags.map { "--\($0.name)\($0.isSwitch ? "" : "=")" } + everywhere.map { "--\($0.name)" }
            return "        \(pattern)) flags='\(names.joined(separator: " "))' ;;\n"
        }
        let words = steps(commands).map { step in
            "        \"\(step.before)\") words='\(step.words.map(\.word).joined(separator: " "))' ;;\n"
        }
        let values = self.flags(commands).map { flag in
            let action =
                switch flag.completion {
                // Readline completes file names itself, including any quoting.
                case .files: "compopt -o default; return"
                case .none: "return"
                case .words(let words) where flag.isSwitch: "values=${behind:+\(words.joined(separator: "\\ "))}"
                case .words(let words):
                    "values='\(words.joined(separator: " "))'\(flag.isRepeatable ? " list=1" : "")"
                }
            return "        --\(flag.name)) \(action) ;;\n"
        }
        return """
            _datastream_exporter() {
                local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
                local head= behind= command= flags='--help --version' words= values= list= i
                # Whether --flag=value is one word or three depends on COMP_WORDBREAKS.
                case "$cur" in
                    =) cur= behind=1 ;;
                    --*=*) prev=${cur%%=*} head=${cur%%=*}= cur=${cur#*=} behind=1 ;;
                    *) if [[ $prev == = ]]; then prev=${COMP_WORDS[COMP_CWORD - 2]} behind=1; fi ;;
                esac
                case "$prev" in
            \(values.joined())    esac
                if [[ $values ]]; then
                    if [[ $list && $cur == *,* ]]; then head+=${cur%,*}, cur=${cur##*,}; fi
                    COMPREPLY=($(compgen -P "$head" -W "$values" -- "$cur"))
                    return
                fi
                for ((i = 1; i < COMP_CWORD; i++)); do
                    [[ ${COMP_WORDS[i]} == -* ]] && break
                    command+=${command:+ }${COMP_WORDS[i]}
                done
                case "$command " in
            \(flags.joined())    esac
                case "$command" in
            \(words.joined())    esac
                if [[ $words && $cur != -* ]]; then flags=; fi
                COMPREPLY=($(compgen -W "$words $flags" -- "$cur"))
                if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]]; then compopt -o nospace; fi
            }
            complete -F _datastream_exporter datastream-exporter

            """
    }
}

// MARK: - zsh

extension Completion {
    private static func zsh(_ commands: [Command]) -> String {
        let flags = commands.map { command in
            let pattern =
                command.name == commands.first?.name ? "(\"\(command.name) \"*|\" \")" : "(\"\(command.name) \"*)"
            let specs = command.flags.map(zshSpec) + everywhere.map { "'--\($0.name)[\(zshText($0.help))]'" }
            return "        \(pattern) named=\(command.words.count) flags=(\n"
                + specs.map { "            \($0)\n" }.joined() + "        ) ;;\n"
        }
        let words = steps(commands).map { step in
            let words = step.words.map { "'\($0.word)\($0.help.isEmpty ? "" : ":\(zshText($0.help))")'" }
            return "        (\"\(step.before)\") next=(\(words.joined(separator: " "))) ;;\n"
        }
        return """
            #compdef datastream-exporter
            _datastream_exporter() {
                local -a flags next
                local typed= named=0 i
                for ((i = 2; i < CURRENT; i++)); do
                    [[ $words[i] == -* ]] && break
                    typed+=${typed:+ }$words[i]
                done
                case "$typed " in
            \(flags.joined())    esac
                case "$typed" in
            \(words.joined())    esac
                if (( $#next )) && [[ $words[CURRENT] != -* ]]; then
                    _describe -t commands command next
                    return
                fi
                # The words that name the command are no arguments of it.
                [[ -z $typed ]] && named=0
                words=($words[1] "${(@)words[named + 2, -1]}")
                (( CURRENT -= named ))
                _arguments : $flags '*:operand:( )'
            }
            (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
            if [[ $funcstack[1] == _datastream[-_]exporter ]]; then
                _datastream_exporter "$@"
            else
                compdef _datastream_exporter datastream-exporter
            fi

            """
    }

    private static func zshSpec(_ flag: any AnyFlag) -> String {
        let head = "\(flag.isRepeatable ? "*" : "")--\(flag.name)=\(flag.isSwitch ? "-" : "")[\(zshText(flag.help))]"
        let placeholder = "\(flag.isSwitch ? "::" : ":")\(zshText(flag.placeholder)):"
        let values =
            switch flag.completion {
            case .none: " "
            case .files: "_files"
            case .words(let words) where flag.isRepeatable:
                "_values -s , \(zshText(flag.placeholder)) \(words.joined(separator: " "))"
            case .words(let words): "(\(words.joined(separator: " ")))"
            }
        return "'\(head)\(placeholder)\(values)'"
    }

    /// Escapes a text for single quotes, so that brackets and colons have no special meaning.
    private static func zshText(_ text: String) -> String {
        text.reduce(into: "") { escaped, character in
            switch character {
            case "'": escaped += #"'\''"#
            case "[", "]", ":", "\\": escaped += "\\\(character)"
            default: escaped.append(character)
            }
        }
    }
}

// MARK: - fish

extension Completion {
    private static func fish(_ commands: [Command]) -> String {
        let program = "complete -c datastream-exporter"
        let head = #"""
            function __datastream_exporter_command
                set -l command
                for word in (commandline -opc)[2..-1]
                    string match -q -- '-*' $word; and break
                    set -a command $word
                end
                string join ' ' -- $command
            end
            function __datastream_exporter_in
                string match -q -- "$argv[1] *" (__datastream_exporter_command)' '
            end
            function __datastream_exporter_at
                test "$argv[1]" = (__datastream_exporter_command | string collect --allow-empty)
            end
            function __datastream_exporter_list
                set -l chosen (commandline -ct | string replace -r -- '^--[^=]*=' '' | string replace -rf -- '^(.*,)[^,]*$' '$1')
                printf '%s\n' "$chosen"$argv
            end
            complete -c datastream-exporter -f

            """#
        let words = steps(commands).flatMap { step in
            step.words.map { word in
                let help = word.help.isEmpty ? "" : " -d \(fishText(word.help))"
                return "\(program) -n '__datastream_exporter_at \"\(step.before)\"' -a \(word.word)\(help)\n"
            }
        }
        let flags = commands.flatMap { command in
            let isFirst = command.name == commands.first?.name
            let place = isFirst ? "; or __datastream_exporter_at \"\"" : ""
            let condition = "-n '__datastream_exporter_in \"\(command.name)\"\(place)'"
            return command.flags.map { flag in
                let values =
                    switch flag.completion {
                    case .none: " -x"
                    case .files: " -r -F"
                    case .words(let words) where flag.isSwitch: " -a \(fishText(words.joined(separator: " ")))"
                    case .words(let words) where flag.isRepeatable:
                        " -x -a \(fishText("(__datastream_exporter_list \(words.joined(separator: " ")))"))"
                    case .words(let words): " -x -a \(fishText(words.joined(separator: " ")))"
                    }
                return "\(program) \(condition) -l \(flag.name)\(values) -d \(fishText(flag.help))\n"
            }
        }
        let always = everywhere.map { "\(program) -l \($0.name) -d \(fishText($0.help))\n" }
        return head + (words + flags + always).joined()
    }

    private static func fishText(_ text: String) -> String {
        "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }
}
