import CommandLine
import Foundation
import TestSupport
import Testing

@testable import datastream_exporter

/// Which stream commands write to, and what they do when the output cannot be written.
@Suite struct CommandOutputTests {
    /// Runs a line of shell in which `$PROGRAM` is the program; the API that it calls has an object in each state.
    private func shell(_ line: String, against api: BackfillStandIn? = nil) throws -> ProgramOutput {
        let variables = (api?.environment ?? [:]).map { "\($0.key)=\($0.value)" }
        return try output(of: ["env", "PROGRAM=\(RunningProgram.path)"] + variables + ["bash", "-c", line])
    }

    private func standIn() throws -> BackfillStandIn {
        try BackfillStandIn(["a": "FAILED", "b": "ACTIVE", "c": "COMPLETED"]) { api, asked in
            guard !asked.path.hasPrefix("/objects/b") else { return .json(#"{"error":{"code":409}}"#, status: 409) }
            return asked.path.hasPrefix("/objects/c")
                ? .json(#"{"error":{"code":400,"message":"odd"}}"#, status: 400)
                : .json("{\"object\":\(api.wire("a"))}")
        }
    }

    private static let printing = [
        "--help", "--version", "backfill --help", "check --help", "catalog", "catalog --format=json", "completion zsh",
        "man",
        "objects list s", "objects list s --json", "objects get s/a", "objects get s/a --json",
        "objects lookup s --table shop.a --json", "backfill start s/a", "backfill start s/a --json",
        "backfill retry s --dry-run", "backfill wait s/c", "backfill wait s/c --json",
        "check --datastream.streams=projects/p/locations/l/streams/s",
        "check --datastream.streams=projects/p/locations/l/streams/s --json",
        "simulate --web.listen-address=127.0.0.1:0",
    ]

    @Test(arguments: printing)
    func `unwritable output is exit code 1 and a message`(command: String) throws {
        let api = try BackfillStandIn(["a": "FAILED", "c": "COMPLETED"]) { api, _ in
            .json("{\"object\":\(api.wire("a"))}")
        }
        // A lookup is a POST too, and its response is the object itself.
        let lookup = try BackfillStandIn(["a": "FAILED"]) { api, _ in .json(api.wire("a")) }
        let full = try shell("$PROGRAM \(command) >/dev/full", against: command.contains("lookup") ? lookup : api)
        #expect(full.code == 1, "\(full.text)")
        #expect(full.text.contains("datastream-exporter: cannot write to standard output: No space left on device\n"))
        #expect(full.text.ranges(of: "cannot write").count == 1)
    }

    @Test(arguments: [
        ("$PROGRAM catalog >&-", 1, "datastream-exporter: cannot write to standard output: Bad file descriptor\n"),
        (
            "$PROGRAM objects list s >&-", 1,
            "datastream-exporter: cannot write to standard output: Bad file descriptor\n"
        ),
        ("$PROGRAM catalog <&- >&- 2>&-", 1, ""), ("$PROGRAM catalog >/dev/full 2>/dev/full", 1, ""),
        ("$PROGRAM nonsense 2>/dev/full", 2, ""), ("$PROGRAM nonsense 2>&-", 2, ""),
        ("$PROGRAM --version 2>&- <&- | wc -l; exit ${PIPESTATUS[0]}", 0, "3\n"),
        ("$PROGRAM catalog | head -n 0; exit ${PIPESTATUS[0]}", 0, ""),
        ("$PROGRAM objects get s/x >/dev/full 2>/dev/null", 4, ""),
    ])
    func `only a reader that went away is not treated as a failure`(line: String, code: Int32, text: String) throws {
        let told = try shell(line, against: try standIn())
        #expect(told.code == code && told.text == text, "\(told.text)")
    }

    @Test(.enabled(if: Sanitizer.active == nil, "ThreadSanitizer writes a larger file at its start"))
    func `output to a file stops at the size limit, and the program says so`() throws {
        let folder = try Folder()
        let file = folder.path("limit")
        let told = try shell("ulimit -f 1; $PROGRAM catalog >\(file); code=$?; wc -c <\(file); exit $code")
        #expect(told.code == 1)
        #expect(told.text == "datastream-exporter: cannot write to standard output: File too large\n1024\n")
    }

    @Test(.enabled(if: Sanitizer.active == nil, "a sanitizer needs more memory than that"))
    func `a machine that allows no threads is named at once`() throws {
        // The stacks of threads count as data. Without the check, the program would wait for its threads for ever.
        let told = try shell("ulimit -s 8192; ulimit -d 20480; $PROGRAM objects list s")
        #expect(told.code == 1)
        #expect(told.text.contains("cannot start threads: Resource temporarily unavailable"), "\(told.text)")
    }

    @Test func `a pipe that accepts little at a time gets everything`() throws {
        // A non-blocking pipe of one page: the program must wait for its reader again and again.
        let script = """
            import fcntl, os, subprocess, sys
            r, w = os.pipe()
            fcntl.fcntl(w, fcntl.F_SETPIPE_SZ, 4096)
            os.set_blocking(w, False)
            p = subprocess.Popen(sys.argv[1:], stdout=w)
            os.close(w)
            parts = []
            while part := os.read(r, 1000): parts.append(part)
            sys.stdout.buffer.write(b"".join(parts))
            sys.exit(p.wait())
            """
        let told = try output(of: ["python3", "-c", script, RunningProgram.path, "completion", "zsh"])
        #expect(told.code == 0 && told.text == Completion.script(for: .zsh, of: .program))
    }

    @Test func `results go to standard output, and failures to standard error`() throws {
        let command = "$PROGRAM backfill start s/a s/b s/c s/x --yes"
        let results = try shell("\(command) 2>/dev/null", against: try standIn())
        #expect(results.code == 4)
        #expect(results.text == "started          shop.a  FAILED  projects/p/locations/l/streams/s/objects/a\n")
        let failures = try shell("\(command) 2>&1 >/dev/null", against: try standIn()).text
        for word in ["already running  shop.b", "failed           shop.c", "failed           x", "not started:"] {
            #expect(failures.contains(word), "\(failures)")
        }
        let tolerated = try shell("$PROGRAM backfill start s/b --if-not-running 2>/dev/null", against: try standIn())
        #expect(tolerated.text.hasPrefix("already running  shop.b"))
        let wait = "$PROGRAM backfill wait s/a s/c"
        #expect(try shell("\(wait) 2>/dev/null", against: try standIn()).text.hasPrefix("COMPLETED        shop.c"))
        #expect(try shell("\(wait) 2>&1 >/dev/null", against: try standIn()).text.hasPrefix("FAILED           shop.a"))
    }

    /// Commands, and the words that their JSON lines must contain, in order.
    @Test(arguments: [
        ("backfill start s/a s/b s/c s/x --yes", ["\"failed\"", "started", "already_running", "odd"]),
        ("backfill start s --table='*' --yes --dry-run", ["would_start", "would_start", "would_start"]),
        ("backfill wait s/a s/c", ["FAILED", "COMPLETED"]), ("objects get s/x", ["\"exitCode\":4"]),
        ("objects list s --table=nope", ["\"exitCode\":4"]), ("objects list s --state=NONE", []),
        ("backfill retry s --table=nope", ["\"exitCode\":4"]),
        ("objects list s", ["s/objects/a", "s/objects/b", "s/objects/c"]),
    ])
    func `with --json every outcome is one line on standard output`(command: String, words: [String]) throws {
        let told = try shell("$PROGRAM \(command) --json 2>/dev/null", against: try standIn())
        let lines = told.text.split(separator: "\n")
        #expect(lines.count == words.count, "\(told.text)")
        for (line, word) in zip(lines, words) {
            #expect(line.contains(word), "\(line)")
            #expect((try? JSONSerialization.jsonObject(with: Data(line.utf8))) is [String: Any])
        }
    }

    @Test func `without credentials, check and the commands say so on standard output too`() throws {
        for command in ["check", "objects list projects/p/locations/l/streams/s"] {
            let told = try shell("NO_GCE_CHECK=true HOME=/nonexistent $PROGRAM \(command) --json 2>/dev/null")
            #expect(told.code == 4 && told.text.split(separator: "\n").count == 1)
            #expect(told.text.contains(#""error":"no credentials: "#) && told.text.contains(#""exitCode":4"#))
        }
    }
}
