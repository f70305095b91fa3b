import CommandLine
import Testing

@Suite struct CommandTableTests {
    private func request(_ arguments: [String]) throws(CommandFailure) -> CommandTable.Request {
        try CommandTable.sample.request(arguments, environment: [:])
    }

    @Test(arguments: [
        (["objects"], "objects: which of list, get?"),
        (["objects", "begin"], #"unknown command "objects begin"; objects has list, get"#),
        (["list", "objects"], #"unknown command "list objects"; is it objects list?"#),
        (["objects", "lsit", "s/o"], #"unknown command "objects lsit"; is it objects list?"#),
        (["serv"], #"unknown command "serv"; is it serve?"#),
        (["nothing-like-it"], #"unknown command "nothing-like-it"; see datastream-exporter --help"#),
        (["--poll.interval=5s", "demo"], #"unexpected argument "demo"; a command stands before its flags"#),
        (["objects", "list"], "an argument is missing: STREAM"),
        (["objects", "get", "a", "b"], #"unexpected argument "b""#),
        (["completion", "tcsh"], #""tcsh" is not one of bash, zsh"#),
    ])
    func `a command line that names no command is refused in one line`(arguments: [String], text: String) {
        #expect(throws: CommandFailure.usage(text)) { try self.request(arguments) }
    }

    @Test(arguments: [
        ([], "serve"), (["--poll.interval=5s"], "serve"), (["demo"], "demo"),
        (["objects", "list", "s"], "objects list"),
    ])
    func `the first words name the command, and the default is the first one`(arguments: [String], name: String) throws
    {
        guard case .run(let command, _) = try request(arguments) else {
            Issue.record("no command is run")
            return
        }
        #expect(command.name == name)
    }

    @Test(arguments: [
        (["--help"], "usage: datastream-exporter [command] [flags]"),
        (["demo", "-h"], "usage: datastream-exporter demo"),
        (["objects", "--help"], "usage: datastream-exporter objects COMMAND [flags]"),
        (["objects", "list", "--nonsense", "--help"], "usage: datastream-exporter objects list STREAM [flags]"),
    ])
    func `--help wins over a bad command line`(arguments: [String], usage: String) throws {
        guard case .help(let text) = try request(arguments) else {
            Issue.record("no help is shown")
            return
        }
        #expect(text.contains(usage))
    }

    @Test func `--version wins over everything`() throws {
        guard case .version = try request(["nonsense", "--help", "--version"]) else {
            Issue.record("no version is shown")
            return
        }
    }
}
