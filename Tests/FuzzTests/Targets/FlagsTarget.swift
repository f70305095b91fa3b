import Notation
import Operating

@testable import CommandLine
@testable import datastream_exporter

/// A command line, one argument per line; after an empty line, environment variables: a request or a usage error.
enum FlagsTarget {
    static func run(_ bytes: [UInt8]) throws {
        let lines = String(decoding: bytes, as: UTF8.self).split(
            separator: "\n" as Character, omittingEmptySubsequences: false
        ).map(String.init)
        let arguments = Array(lines.prefix { !$0.isEmpty })
        var environment: [String: String] = [:]
        for line in lines.dropFirst(arguments.count + 1) {
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            if parts.count == 2, !parts[0].isEmpty { environment["DATASTREAM_EXPORTER_\(parts[0])"] = parts[1] }
        }
        _ = LogFormat(
            chosenBy: arguments, environment, for: CommandTable.program.command(named: arguments))
        do throws(CommandFailure) {
            switch try CommandTable.program.request(arguments, environment: environment) {
            case .version: break
            case .help: break
            case .run(let command, let values): try resolve(command, values, environment)
            }
        } catch {
            try demandSame(error.exitCode, .usage, "another exit code than that of usage")
            let length = error.text.utf8.count
            try demand((1...4_096).contains(length), "a text of \(length) bytes")
        }
        try checkValues(lines.last ?? "")
    }

    /// What the commands do with their flags before they begin.
    private static func resolve(
        _ command: Command, _ values: FlagValues, _ environment: [String: String]
    ) throws(CommandFailure) {
        switch command.name {
        case "serve":
            var options = try ServeOptions(serve: values, environment: environment, hostName: "exporter-3")
            try options.complete(with: "p")
        case _ where command.group != nil:
            _ = try OperatorRequest(values)
        default: break
        }
    }

    /// Every flag either takes a text or says why not, in a bounded number of bytes.
    private static func checkValues(_ text: String) throws(Violation) {
        for flag in flags {
            do throws(ValueProblem) { try flag.check(text) } catch {
                try demand(error.text.utf8.count <= 4_096, "--\(flag.name): \(error.text.utf8.count) bytes")
            }
        }
    }

    /// The flags of all commands, each once.
    private static let flags = CommandTable.program.flags
}
