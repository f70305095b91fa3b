import Foundation
import TestSupport
import Testing

@testable import datastream_exporter

/// The operator commands in a pseudo-terminal, as a user at a keyboard sees them.
@Suite struct OperatorTerminalTests {
    /// Types into a terminal of this many columns in which the program runs, and returns everything that it showed.
    private func type(
        _ input: String, columns: Int, _ arguments: [String], against api: BackfillStandIn
    ) throws -> (code: Int32, text: String) {
        let environment = api.environment.map { "\($0.key)=\($0.value)" } + ["TERM=xterm"]
        let command = ([RunningProgram.path] + arguments).map { "'\($0)'" }.joined(separator: " ")
        let told = try output(
            of: ["env"] + environment + [
                "script", "--quiet", "--return", "--command", "stty cols \(columns); exec \(command)",
                "/dev/null",
            ], input: input)
        return (told.code, told.text.replacing("\r\n", with: "\n"))
    }

    private static let long = "a_table_with_a_name_that_is_much_too_long_for_a_narrow_terminal"

    @Test(arguments: [30, 60, 80, 200])
    func `a table fits the terminal`(columns: Int) throws {
        let api = try BackfillStandIn([Self.long: "FAILED", "b": "NONE"]) { _, _ in .reset }
        let (code, screen) = try type("", columns: columns, ["objects", "list", "s"], against: api)
        let lines = screen.split(separator: "\n")
        #expect(code == 0 && lines.count == 3 && lines[0].hasPrefix("OBJECT"))
        for line in lines { #expect(line.count <= columns, "\(line)") }
        #expect(screen.contains(Self.long) == (columns == 200))
        let piped = try output(
            of: ["env"] + api.environment.map { "\($0.key)=\($0.value)" } + [
                RunningProgram.path, "objects", "list", "s",
            ])
        #expect(piped.text.contains(Self.long))
    }

    @Test(arguments: [("y\n", Int32(0), 2), ("YES\n", 0, 2), ("n\n", 2, 0), ("\n", 2, 0)])
    func `a question is asked and its answer is kept`(answer: String, code: Int32, posts: Int) throws {
        let api = try BackfillStandIn(["a": "FAILED", "b": "FAILED"]) { api, asked in
            let id = String(asked.path.split(separator: "/")[1].split(separator: ":")[0])
            api.put(id, "ACTIVE")
            return .json("{\"object\":\(api.wire(id))}")
        }
        let told = try type(answer, columns: 80, ["backfill", "start", "s", "--table=*"], against: api)
        #expect(told.code == code && api.posts.count == posts, "\(told.text)")
        let whose = "2 objects of projects/p/locations/l/streams/s"
        #expect(told.text.contains("This will start the backfills of \(whose):\n  shop.a  FAILED\n"))
        #expect(told.text.contains("Go on? [y/N] ") && told.text.contains("declined") == (posts == 0))
    }

    @Test func `missing values are asked for`() throws {
        let api = try BackfillStandIn(["a": "FAILED"]) { api, _ in .json(api.wire("a")) }
        let (code, screen) = try type("shop\n", columns: 80, ["objects", "lookup", "s", "--table=a"], against: api)
        #expect(code == 0 && screen.contains("database of a: ") && screen.contains("object   shop.a\n"))
        #expect(
            api.asked.last?.body == #"{"sourceObjectIdentifier":{"mysqlIdentifier":{"database":"shop","table":"a"}}}"#)
    }

    @Test func `a wait shows a bar on a terminal and lines elsewhere`() throws {
        let api = try BackfillStandIn(["a": "ACTIVE", "b": "COMPLETED"]) { _, _ in .reset }
        let arguments = ["backfill", "wait", "s", "--poll.interval=1s"]
        /// Repeats a command until its time is long enough for a first look at the objects, even on a busy machine.
        func patiently(_ run: (_ arguments: [String]) throws -> (code: Int32, text: String)) rethrows
            -> (code: Int32, text: String)
        {
            for seconds in [1, 5, 25] {
                let told = try run(arguments + ["--timeout=\(seconds)s"])
                if told.text.contains("0 of 1 ended") { return told }
            }
            return try run(arguments + ["--timeout=125s"])
        }
        let (code, screen) = try patiently { try type("", columns: 70, $0, against: api) }
        #expect(code == 5 && screen.contains(#/\r\u{1B}\[K\[-{30}\] 0 of 1 ended, 1 active, \d+s/#), "\(screen)")
        #expect(screen.hasSuffix("0 of 1 ended, 1 active (projects/p/locations/l/streams/s); the time is up\n"))
        let piped = try patiently { arguments in
            let told = try output(
                of: ["env"] + api.environment.map { "\($0.key)=\($0.value)" } + [RunningProgram.path] + arguments)
            return (told.code, told.text)
        }
        #expect(piped.code == 5 && !piped.text.contains("\u{1B}"))
        #expect(
            piped.text.hasPrefix(
                "0 of 1 ended, 1 active (projects/p/locations/l/streams/s)\nnot ended:\n"
                    + "  projects/p/locations/l/streams/s/objects/a  shop.a"))
    }

    @Test func `a list ends silently when its reader goes away`() throws {
        let ids = Dictionary(uniqueKeysWithValues: (0..<2_000).map { ("o\($0)", "FAILED") })
        let api = try BackfillStandIn(ids) { _, _ in .reset }
        let told = try output(
            of: ["env"] + api.environment.map { "\($0.key)=\($0.value)" } + [
                "bash", "-c", "'\(RunningProgram.path)' objects list s | head -n 2; exit ${PIPESTATUS[0]}",
            ])
        #expect(told.code == 0 && told.text.split(separator: "\n").count == 2, "\(told.text)")
    }
}
