import CommandLine
import Notation
import Testing

@testable import datastream_exporter

@Suite struct FlagsTests {
    private static let flags = CommandTable.program.commands.flatMap(\.flags)

    @Test(arguments: CommandTable.program.commands.map(\.name))
    func `a command's flags have unique names and valid defaults`(command: String) throws {
        let flags = try #require(CommandTable.program.commands.first { $0.name == command }).flags
        #expect(Set(flags.map(\.name)).count == flags.count)
        for flag in flags {
            if let fallback = flag.fallback { #expect(throws: Never.self) { try flag.check(fallback) } }
        }
    }

    @Test func `every flag has a line of help and a variable in capitals`() {
        for flag in Self.flags {
            #expect(flag.help.hasSuffix(".") && !flag.help.contains("\n"))
            #expect(flag.variable.hasPrefix("DATASTREAM_EXPORTER_"))
            #expect(flag.variable.allSatisfy { $0.isUppercase || $0 == "_" })
        }
    }

    @Test(arguments: [
        ("--google.project-ids=a/b", "\"a/b\" is not an id"),
        ("--google.project-ids=..", "\"..\" is not an id"),
        ("--google.locations=us-central1/../x", "\"us-central1/../x\" is not an id"),
        ("--google.endpoint=http://example.com", "example.com:80: http is refused, only https leaves this machine"),
        (
            "--datastream.streams=projects/p/locations/-/streams/orders",
            "\"projects/p/locations/-/streams/orders\" is not projects/PROJECT/locations/LOCATION/streams/STREAM"
        ),
        ("--datastream.streams=orders", "\"orders\" is not projects/PROJECT/locations/LOCATION/streams/STREAM"),
        ("--datastream.streams.include=(", "\"(\" is not a regular expression: missing ): ("),
        ("--datastream.max-requests-per-minute=0", "\"0\" is not a whole number ≥ 1"),
        ("--poll.interval=5", "\"5\" is not a duration such as 30s or 1h30m"),
        ("--poll.interval=0", "must be above 0"),
        ("--poll.concurrency=9223372036854775807", "must be at most 100"),
        ("--poll.concurrency=-1", "\"-1\" is not a whole number ≥ 1"),
        ("--objects.limit=x", "\"x\" is not a whole number ≥ 0"),
        ("--objects.detail=some", "\"some\" is not one of all, attention, none"),
        ("--objects.states=half", "\"half\" is not one of sparse, full"),
        ("--log.level=loud", "\"loud\" is not one of debug, info, warn, error"),
        ("--log.format=xml", "\"xml\" is not one of logfmt, json"),
    ])
    func `a bad value is refused by name`(argument: String, text: String) throws {
        let name = try #require(argument.split(separator: "=").first)
        #expect(throws: CommandFailure.usage("\(name): \(text)")) {
            try FlagValues([argument], flags: Command.serve.flags, environment: [:])
        }
    }

    @Test(arguments: [":65536", ":-1", ":http", "10155", "[::1]", "a b:1"])
    func `a bad address is refused`(address: String) {
        #expect(throws: CommandFailure.self) {
            try FlagValues(["--web.listen-address=\(address)"], flags: Command.serve.flags, environment: [:])
        }
    }

    @Test func `a bad fault that may be a secret is not shown`() {
        #expect(throws: CommandFailure.usage("--simulator.fault: \(SecretText.placeholder) is not a fault")) {
            try FlagValues(["--simulator.fault=ya29.a0AfH6SMB"], flags: Flags.simulator, environment: [:])
        }
    }

    @Test(arguments: [
        "--simulator.speed=0", "--simulator.speed=x", "--simulator.seed=-1", "--simulator.fault=nonsense",
    ])
    func `a bad value for the simulator is refused`(argument: String) {
        #expect(throws: CommandFailure.self) {
            try FlagValues([argument], flags: Command.simulate.flags, environment: [:])
        }
    }
}
