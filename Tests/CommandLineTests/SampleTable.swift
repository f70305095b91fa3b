import CommandLine

/// A small program with every kind of command and flag that the tests need.
extension CommandTable {
    static let interval = Flag(
        "poll.interval", "DURATION", default: "60s", "Time between polls.", parse: ValueReaders.duration)
    static let state = Flag(
        "state", "STATE", isRepeatable: true, "Only this state.", completion: .words(["FAILED", "NOT_STARTED"]),
        parse: ValueReaders.text)
    static let file = Flag("file", "FILE", "A file.", completion: .files, parse: ValueReaders.path)
    static let json = Flag.switch("json", "Write JSON.")

    static let sample = CommandTable(
        version: "1.2.3",
        [
            Command("serve", "Serve.", isDaemon: true, flags: [interval, file], run: succeed),
            Command("demo", "Demonstrate.", flags: [interval.with(default: "5s")], run: succeed),
            Command(
                "objects list", "List objects.", operands: Operands("STREAM"), notes: "Of a stream.\n\n  indented",
                examples: ["objects list orders"], exitCodes: [.success, .usage, .denied], flags: [state, json],
                run: succeed),
            Command("objects get", "Show an object.", operands: Operands("OBJECT"), flags: [json], run: succeed),
            Command(
                "completion", "Print a script.", operands: Operands("bash|zsh", choices: ["bash", "zsh"]), flags: [],
                run: succeed),
        ])

    private static let succeed: Command.Run = { _, _ in .success }
}
