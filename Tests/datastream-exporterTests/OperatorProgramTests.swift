import Foundation
import TestSupport
import Testing

@testable import datastream_exporter

/// The name of the only stream.
private let shop = "projects/p/locations/l/streams/s"

/// The operator commands as a real program, against a stand-in on a real socket that fails as the tests say.
@Suite struct OperatorProgramTests {
    /// The program's output on both streams, and how it ended.
    private func run(
        _ arguments: String..., against api: BackfillStandIn, environment: [String: String] = [:]
    ) async throws -> (code: Int32, text: String) {
        let all = api.environment.merging(environment) { _, new in new }
        let program = try RunningProgram(arguments, environment: all)
        let code = await program.exitCode()
        return (code, await program.wholeOutput())
    }

    private static func started(_ api: BackfillStandIn, _ asked: BackfillStandIn.Asked) -> BackfillStandIn.Reply {
        let id = asked.path.replacing("/objects/", with: "").split(separator: ":")[0]
        api.put(String(id), asked.path.hasSuffix(":stopBackfillJob") ? "STOPPED" : "ACTIVE")
        return .json("{\"object\":\(api.wire(String(id)))}")
    }

    @Test func `start and stop each send one POST, and start includes its clause`() async throws {
        let api = try BackfillStandIn(["a": "FAILED"], Self.started)
        let start = try await run("backfill", "start", "s/a", "--where", "id > 5 AND name = 'x'", against: api)
        #expect(start.code == 0)
        #expect(start.text == "started          shop.a  ACTIVE  projects/p/locations/l/streams/s/objects/a\n")
        let stop = try await run(
            "backfill", "stop", "projects/p/locations/l/streams/s/objects/a", "--json", against: api)
        #expect(stop.code == 0 && stop.text.contains(#""action":"stop","result":"stopped","state":"STOPPED""#))
        #expect(api.posts == ["/objects/a:startBackfillJob", "/objects/a:stopBackfillJob"])
        #expect(api.asked[1].body == #"{"eventFilter":{"sqlWhereClause":"id > 5 AND name = 'x'"}}"#)
    }

    /// The reply to a POST, whether the command was carried out, and what the program must report.
    @Test(arguments: [
        (BackfillStandIn.Reply.reset, true, Int32(0), "the answer was lost; the object shows that it was started"),
        (.reset, false, 5, "it is unknown whether it was started"),
        (.json("", status: 503), false, 5, "HTTP 503"), (.json("", status: 503), true, 0, "started"),
        (.json("{}"), false, 5, "an answer without an object"), (.json(""), false, 5, "the answer cannot be read"),
        (.json(#"{"object":{"name":"projects/p/locations/l/streams/s/objects/b"}}"#), false, 5, "another object"),
        (.json(#"{"object":{"name":"projects/p/locations/l/streams/x/objects/a"}}"#), false, 5, "another stream"),
        (.json(#"{"error":{"code":409,"status":"ABORTED"}}"#, status: 409), true, 6, "already running"),
        (.json(#"{"error":{"code":409,"status":"ABORTED"}}"#, status: 409), false, 6, "HTTP 409 ABORTED"),
        (.json(#"{"error":{"code":400,"status":"FAILED_PRECONDITION"}}"#, status: 400), true, 6, "already running"),
        (.json(#"{"error":{"code":400,"message":"Odd clause."}}"#, status: 400), false, 1, "HTTP 400: Odd clause."),
        (.json(#"{"error":{"code":403}}"#, status: 403), false, 4, "datastream.objects.startBackfillJob"),
        (.json(#"{"error":{"code":404}}"#, status: 404), false, 4, "check the name"),
    ])
    func `one POST is sent whatever the answer, and its outcome is reported`(
        reply: BackfillStandIn.Reply, isCarriedOut: Bool, code: Int32, text: String
    ) async throws {
        let api = try BackfillStandIn(["a": "FAILED"]) { api, _ in
            if isCarriedOut { api.put("a", "ACTIVE") }
            return reply
        }
        let told = try await run("backfill", "start", "s/a", against: api)
        #expect(told.code == code, "\(told.text)")
        #expect(told.text.contains(text), "\(told.text)")
        #expect(api.posts.count == 1)
    }

    /// The stand-in's jobs started months ago and have no end time.
    @Test(arguments: [("30m", 1), ("18250d", 0)])
    func `retry leaves alone jobs that ended less than the given time ago`(age: String, posts: Int) async throws {
        let api = try BackfillStandIn(["a": "FAILED", "b": "COMPLETED"], Self.started)
        let told = try await run("backfill", "retry", "s", "--yes", "--ended-before", age, against: api)
        #expect(told.code == 0 && api.posts.count == posts, "\(told.text)")
        #expect(told.text.contains("left alone 1 that ended less than \(age) ago") == (posts == 0), "\(told.text)")
    }

    @Test func `a job that is already running is not a failure if that is tolerated`() async throws {
        let api = try BackfillStandIn(["a": "ACTIVE"]) { _, _ in .json(#"{"error":{"code":409}}"#, status: 409) }
        #expect(try await run("backfill", "start", "s/a", "--if-not-running", against: api).code == 0)
        let stopped = try BackfillStandIn(["a": "STOPPED"]) { _, _ in .json(#"{"error":{"code":409}}"#, status: 409) }
        #expect(try await run("backfill", "stop", "s/a", "--if-running", against: stopped).code == 0)
        #expect(try await run("backfill", "stop", "s/a", against: stopped).code == 6)
    }

    @Test func `a rate-limited POST is sent again after its wait`() async throws {
        let api = try BackfillStandIn(["a": "FAILED"]) { api, asked in
            api.posts.count == 1 ? .json("", status: 429, headers: "Retry-After: 1\r\n") : Self.started(api, asked)
        }
        let told = try await run("backfill", "start", "s/a", against: api)
        let call = "projects/p/locations/l/streams/s/objects/a:startBackfillJob"
        #expect(told.text.hasPrefix("datastream-exporter: \(call): the quota is used up; waiting 1s for the API\n"))
        #expect(told.code == 0)
        #expect(api.posts.count == 2)
    }

    @Test func `more than one object needs confirmation, and a dry run sends nothing`() async throws {
        let api = try BackfillStandIn(["a": "FAILED", "b": "FAILED", "c": "COMPLETED"], Self.started)
        let asking = try await run("backfill", "start", "s", "--state=FAILED", against: api)
        #expect(asking.code == 2)
        #expect(asking.text.contains("backfills of 2 objects of \(shop): give --yes, or --dry-run"))
        let dry = try await run("backfill", "start", "s", "--state=FAILED", "--dry-run", against: api)
        #expect(dry.code == 0 && dry.text.hasSuffix("2 would start; nothing was sent\n"))
        let named = try await run("backfill", "start", "s/a", "s/b", against: api)
        #expect(named.code == 2 && api.posts.isEmpty)
        let told = try await run("backfill", "start", "s", "--table=shop.?", "--state=FAILED", "--yes", against: api)
        #expect(told.code == 0 && told.text.hasSuffix("2 started\n") && api.posts.count == 2)
    }

    @Test(arguments: [
        (["s"], 2, "is a stream: say which objects"), (["s", "--table=nope"], 4, "none of the 1 objects"),
        (["s/a", "--table=x"], 2, "not among named objects"),
        (["s", "t", "--table=x"], 2, "give one stream, or objects by name"),
        (["projects/other/locations/l/streams/s/objects/a"], 2, "is of another project than p"),
        (["s/.."], 2, "is not an object"), (["s/%2e"], 2, "is not an object"),
        (["../s/objects/a"], 2, "is not an object"),
        (["s/a b"], 2, "is not an object"), (["s/a:stopBackfillJob"], 2, "has characters that ids cannot have"),
        (["s/a;b"], 2, "has characters"), (["projects/p/locations/l/streams/s/a$b"], 2, "has characters"),
        (["s/nothing"], 4, "HTTP 404 NOT_FOUND"), (["s", "--table="], 2, "--table"),
        (["s", "--state=BROKEN"], 2, "is not one of NONE"), (["s/a", "--where="], 2, "--where: must not be empty"),
        ([], 2, "an argument is missing"),
    ])
    func `bad names and selectors are refused, and nothing is sent`(
        arguments: [String], code: Int32, text: String
    ) async throws {
        let api = try BackfillStandIn(["a": "FAILED"], Self.started)
        let program = try RunningProgram(["backfill", "start"] + arguments + ["--yes"], environment: api.environment)
        #expect(await program.exitCode() == code)
        #expect(await program.wholeOutput().contains(text), "\(program.output)")
        #expect(api.posts.isEmpty)
    }

    @Test func `a failure does not stop the run, which ends with the worst exit code and the unfinished names`()
        async throws
    {
        let api = try BackfillStandIn(["a": "FAILED", "b": "FAILED", "c": "FAILED", "d": "FAILED"]) { api, asked in
            switch asked.path {
            case "/objects/b:startBackfillJob": .json(#"{"error":{"code":400,"message":"odd"}}"#, status: 400)
            case "/objects/c:startBackfillJob": .reset
            default: Self.started(api, asked)
            }
        }
        let told = try await run("backfill", "start", "s", "--table=*", "--yes", against: api)
        #expect(told.code == 5 && api.posts.count == 4)
        #expect(
            told.text.hasSuffix(
                """
                not started:
                  projects/p/locations/l/streams/s/objects/b  shop.b  failed
                  projects/p/locations/l/streams/s/objects/c  shop.c  unknown
                projects/p/locations/l/streams/s: 2 started, 1 failed, 1 unknown

                """), "\(told.text)")
    }

    /// Runs a command on two objects, which the stand-in interrupts when the first request for a change arrives.
    ///
    /// The stand-in acts on its own thread: a test that waited for it could be resumed after the request timed out.
    private func interrupted(
        times: Int, _ reply: @escaping @Sendable (BackfillStandIn, BackfillStandIn.Asked) -> BackfillStandIn.Reply
    ) async throws -> (code: Int32, text: String, posts: Int) {
        let running = Watched<RunningProgram?>(nil)
        @Sendable func wait(until isMet: (RunningProgram) -> Bool) -> RunningProgram? {
            let end = ContinuousClock.now + .seconds(100)
            while .now < end {
                if let program = running.value, isMet(program) { return program }
                usleep(1_000)
            }
            return nil
        }
        let api = try BackfillStandIn(["a": "FAILED", "b": "FAILED"]) { api, asked in
            wait { _ in true }?.interrupt()
            let program = wait { $0.output.contains("datastream-exporter: stopping") }
            if times > 1 { program?.interrupt() }
            return reply(api, asked)
        }
        let program = try RunningProgram(
            ["backfill", "start", "s", "--table=*", "--yes"], environment: api.environment)
        running.change { $0 = program }
        let code = await program.exitCode()
        running.change { $0 = nil }
        return (code, program.output, api.posts.count)
    }

    @Test func `an interrupt waits for the current command's answer and reports what was not sent`() async throws {
        let told = try await interrupted(times: 1, Self.started)
        #expect(told.code == 130 && told.posts == 1)
        #expect(told.text.contains("started          shop.a"), "\(told.text)")
        #expect(told.text.hasSuffix("  shop.b  not sent\n\(shop): 1 started, 1 not sent\n"), "\(told.text)")
    }

    @Test func `a second interrupt abandons the command and reports an unknown outcome`() async throws {
        let told = try await interrupted(times: 2) { _, _ in .silence }
        #expect(told.code == 130)
        #expect(told.text.hasSuffix("1 unknown, 1 not sent\n"), "\(told.text)")
    }

    /// Commands that never end by themselves, and what they report once they have sent something or waited.
    @Test(arguments: [
        // A job that somebody else started occupies the only slot.
        ("retry s --yes --max-active=1", "to start", "  shop.c  not sent\n\(shop): 2 not sent; the time is up\n"),
        ("retry s --yes --max-active=1 --wait", "to start", "\n\(shop): 2 not sent; the time is up\n"),
        // The reply to the first command never comes.
        ("retry s --yes", "unknown  ", "  shop.c  not sent\n\(shop): 1 unknown, 1 not sent; the time is up\n"),
        ("start s/a s/c --yes", "unknown  ", "\n\(shop): 1 unknown, 1 not sent; the time is up\n"),
        ("start s --table=* --yes --wait", "unknown  ", "1 unknown, 2 not sent; the time is up\n"),
        ("wait s", "1 active", "not ended:\n  projects/p/locations/l/streams/s/objects/b  shop.b  ACTIVE\n"),
        ("stop s/b", "unknown  ", "it is unknown whether it was stopped"),
    ])
    func `the timeout bounds the whole command`(command: String, sign: String, text: String) async throws {
        let api = try BackfillStandIn(["a": "FAILED", "b": "ACTIVE", "c": "FAILED"]) { _, _ in .silence }
        let arguments = ["backfill"] + command.split(separator: " ").map(String.init) + ["--timeout=2s"]
        let program = try RunningProgram(arguments, environment: api.environment)
        #expect(await program.exitCode() == 5)
        let told = await program.wholeOutput()
        // On a busy machine the time may be up before that.
        #expect(told.contains(text) || !told.contains(sign), "\(told)")
    }

    @Test(arguments: ["retry s", "start s/a", "wait s", "start s/a --wait --json"])
    func `the timeout applies while objects are listed`(command: String) async throws {
        let api = try RunningProgram([
            "simulate", "--web.listen-address=127.0.0.1:0", "--simulator.fault=latency=10m",
        ])
        let url = "http://" + (try #require(await api.line(after: "http://")))
        let arguments = ["backfill"] + command.split(separator: " ").map(String.init) + ["--timeout=1s"]
        let program = try RunningProgram(
            arguments + ["--google.endpoint=\(url)", "--google.project-ids=demo", "--google.locations=l"])
        #expect(await program.exitCode() == 5)
        let about = "projects/demo/locations/l/streams/s" + (command.contains("s/a") ? "/objects/a" : "")
        let told = await program.wholeOutput()
        #expect(told.contains("the time is up\n") && told.contains(about), "\(told)")
        api.terminate()
        #expect(await api.exitCode() == 0)
    }

    @Test func `a refused token causes no second request and is never shown`() async throws {
        let folder = try Folder()
        let file = try folder.write("token", "sesame")
        let api = try BackfillStandIn(["a": "FAILED"]) { _, _ in
            .json(#"{"error":{"code":400,"message":"bad sesame"}}"#, status: 400)
        }
        let told = try await run("backfill", "start", "s/a", "--google.access-token-file", file, against: api)
        #expect(!api.asked.contains { !$0.authorization })
        #expect(told.code == 1 && told.text.contains("bad <secret>") && !told.text.contains("sesame"))
        let missing = try await run("objects", "list", "s", "--google.access-token-file=/nonexistent", against: api)
        #expect(missing.code == 1 && missing.text.contains("No such file"))
    }
}
