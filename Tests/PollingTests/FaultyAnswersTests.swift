import Datastream
import GoogleAuth
import HTTPTransport
import Notation
import Synchronization
import TestSupport
import Testing

@testable import Polling

/// A response that is not a listing, and its expected result.
struct FaultyAnswer: Sendable, CustomTestStringConvertible {
    let status: Int
    let body: String
    var headers: HTTPHeaders = [:]
    let reason: PollFailure.Reason
    /// The expected number of attempts.
    let tries: Int
    /// The expected text in the failure's message.
    let says: String

    var testDescription: String { "\(status) \(body.prefix(90))" }

    init(
        _ status: Int, _ body: String, _ reason: PollFailure.Reason, tries: Int = 1, says: String? = nil,
        headers: HTTPHeaders = [:]
    ) {
        self.status = status
        self.body = body
        self.reason = reason
        self.tries = tries
        self.says = says ?? (status == 200 ? "" : "HTTP \(status)")
        self.headers = headers
    }

    /// An error body in the format of `google.rpc.Status`.
    static func rpc(_ status: String, code: Int = 0, message: String = "", details: String = "") -> String {
        #"{"error":{"code":\#(code),"status":"\#(status)","message":"\#(message)","details":[\#(details)]}}"#
    }

    static let page = "<html><title>Sign in, canary</title></html>"
    private static func info(_ reason: String) -> String {
        #"{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"\#(reason)"}"#
    }
    private static func older(_ reason: String) -> String {
        #"{"error":{"code":403,"message":"m","errors":[{"reason":"\#(reason)"}]}}"#
    }
    private static let deep = String(repeating: #"{"a":["#, count: 200) + String(repeating: "]}", count: 200)

    static let refusals: [FaultyAnswer] = [
        FaultyAnswer(400, rpc("INVALID_ARGUMENT"), .server, says: "HTTP 400 INVALID_ARGUMENT"),
        FaultyAnswer(400, page, .server, says: "non-JSON body"),
        FaultyAnswer(403, rpc("PERMISSION_DENIED"), .permission, says: "datastream.objects.list"),
        FaultyAnswer(
            403, rpc("PERMISSION_DENIED", details: info("SERVICE_DISABLED")), .permission, says: "SERVICE_DISABLED"),
        FaultyAnswer(
            403, rpc("PERMISSION_DENIED", details: info("BILLING_DISABLED")), .permission, says: "BILLING_DISABLED"),
        FaultyAnswer(
            403, rpc("PERMISSION_DENIED", details: info("not a name, canary")), .permission,
            says: "HTTP 403 PERMISSION_DENIED"),
        FaultyAnswer(403, older("rateLimitExceeded"), .quota, tries: 5, says: "rateLimitExceeded"),
        FaultyAnswer(403, older("userRateLimitExceeded"), .quota, tries: 5, says: "userRateLimitExceeded"),
        FaultyAnswer(404, rpc("NOT_FOUND"), .notFound, says: "HTTP 404 NOT_FOUND"),
        FaultyAnswer(408, "{}", .server, tries: 5),
        FaultyAnswer(409, rpc("ABORTED"), .server, tries: 5, says: "HTTP 409 ABORTED"),
        FaultyAnswer(409, rpc("ALREADY_EXISTS"), .server, says: "HTTP 409 ALREADY_EXISTS"),
        FaultyAnswer(425, "{}", .server, tries: 5),
        FaultyAnswer(429, rpc("RESOURCE_EXHAUSTED"), .quota, tries: 5),
        FaultyAnswer(499, rpc("CANCELLED"), .server, tries: 2),
        FaultyAnswer(500, rpc("INTERNAL"), .server, tries: 3),
        FaultyAnswer(501, rpc("UNIMPLEMENTED"), .server),
        FaultyAnswer(502, page, .server, tries: 5, says: "non-JSON body"),
        FaultyAnswer(503, rpc("UNAVAILABLE"), .server, tries: 5),
        FaultyAnswer(504, rpc("DEADLINE_EXCEEDED"), .server, tries: 5),
        FaultyAnswer(511, page, .server, says: "non-JSON body"),
        // The HTTP status takes precedence.
        FaultyAnswer(500, rpc("NOT_FOUND", code: 404), .server, tries: 3, says: "HTTP 500 NOT_FOUND"),
        FaultyAnswer(404, rpc("INTERNAL", code: 500), .notFound, says: "HTTP 404 INTERNAL"),
        FaultyAnswer(400, rpc("INVALID_ARGUMENT", details: deep), .server, says: "HTTP 400 INVALID_ARGUMENT"),
        FaultyAnswer(
            400, rpc("INVALID_ARGUMENT", details: #"{"@type":"what.ever/Unknown","reason":7},null,[],"x""#), .server,
            says: "HTTP 400 INVALID_ARGUMENT"),
        FaultyAnswer(400, #"{"error":"invalid_grant"}"#, .server, says: "HTTP 400 invalid_grant"),
        FaultyAnswer(400, "[\(rpc("INVALID_ARGUMENT"))]", .server, says: "HTTP 400 INVALID_ARGUMENT"),
    ]

    /// Statuses without a meaning beyond their class.
    static let others =
        [201, 202, 203, 204, 205, 206, 301, 302, 303, 304, 307, 308, 402, 405, 406, 407, 410, 411, 412, 413, 414, 415]
        + [416, 417, 418, 421, 422, 423, 424, 426, 428, 430, 431, 451, 505, 506, 507, 508, 510] + Array(520...530)
        + [599]

    /// Success responses without a listing.
    static let successes: [FaultyAnswer] = [
        FaultyAnswer(200, rpc("PERMISSION_DENIED", code: 403), .decode),
        FaultyAnswer(200, page, .decode, headers: ["Content-Type": "text/html"]),
        FaultyAnswer(200, page, .decode),
        FaultyAnswer(200, "{}", .decode, says: "HTML", headers: ["Content-Type": "text/html; charset=utf-8"]),
        FaultyAnswer(200, "{}", .decode, says: "HTML", headers: ["Content-Type": "application/xhtml+xml"]),
        FaultyAnswer(
            200, "{}", .decode, says: "HTML",
            headers: ["Content-Type": "application/json", "content-type": "text/html"]),
        FaultyAnswer(200, "null", .decode), FaultyAnswer(200, "[]", .decode), FaultyAnswer(200, "\"\"", .decode),
        FaultyAnswer(200, "0", .decode), FaultyAnswer(200, "true", .decode), FaultyAnswer(200, "", .decode),
    ]
}

@Suite struct FaultyAnswersTests {
    private let stream = StreamName(project: "p", location: "l", stream: "s")
    private let path = "projects/p/locations/l/streams/s/objects"

    /// Lists the objects of a stream.
    private func listing(
        _ api: ScriptedAPI, _ clock: TestClock = TestClock(), tokens: AccessTokens? = nil,
        within duration: Duration = .seconds(60)
    ) async -> Result<[String], PollFailure> {
        let client = DatastreamClient(api.caller(clock: clock.clock, tokens: tokens))
        do throws(CallFailure) {
            return .success(try await client.objects(of: stream, deadline: clock.uptime + duration).map(\.id))
        } catch {
            return .failure(error.pollFailure(of: .listObjects(of: stream, pageToken: nil)))
        }
    }

    /// Expects that the listing fails when the faulty response is the first page, and when it is the second of two.
    private func expectFailure(_ faulty: FaultyAnswer) async {
        for isFirst in [true, false] {
            let api = ScriptedAPI()
            api.on(path) { asked in
                !isFirst && asked.pageToken == nil
                    ? .json(pageBody(["a"], next: "1"))
                    : .json(faulty.body, status: faulty.status, headers: faulty.headers)
            }
            guard case .failure(let failure) = await listing(api) else {
                Issue.record("a listing came of it")
                continue
            }
            #expect(failure.reason == faulty.reason)
            #expect(failure.message.contains(faulty.says), "\(failure.message)")
            #expect(!failure.message.contains("canary"), "\(failure.message)")
            #expect(api.asked.count == faulty.tries + (isFirst ? 0 : 1))
        }
    }

    @Test(arguments: FaultyAnswer.refusals)
    func `a refusal fails the whole listing, and is retried only where that may help`(faulty: FaultyAnswer) async {
        await expectFailure(faulty)
    }

    @Test(arguments: FaultyAnswer.others)
    func `a status known only by its class fails the listing at once`(status: Int) async {
        await expectFailure(FaultyAnswer(status, "{}", .server))
    }

    @Test(arguments: FaultyAnswer.successes)
    func `a success without a listing is not an empty listing`(faulty: FaultyAnswer) async {
        await expectFailure(faulty)
    }

    @Test(arguments: [1, 7, 20])
    func `a token refused on any page is replaced, and the same page is requested again`(page: Int) async throws {
        let api = ScriptedAPI()
        let refreshes = Mutex(0)
        let tokens = AccessTokens(source: "test") { refused, _ throws(TokenFailure) in
            if refused != nil { refreshes.withLock { $0 += 1 } }
            return Secret(refreshes.withLock { $0 } == 0 ? "old" : "new")
        }
        api.on(path) { asked in
            let number = asked.pageToken.flatMap { Int($0) } ?? 1
            if number >= page, asked.authorization == "Bearer old" { return .json("{}", status: 401) }
            // Each page repeats the last object of the previous page.
            return .json(pageBody(["\(number - 1)", "\(number)"], next: number < 20 ? "\(number + 1)" : nil))
        }
        #expect(try await listing(api, tokens: tokens).get() == (0...20).map(String.init))
        #expect(refreshes.withLock { $0 } == 1)
        let asked = api.asked.map { $0.pageToken.flatMap { Int($0) } ?? 1 }
        #expect(asked == Array(1...page) + Array(page...20))
    }

    @Test(arguments: [429, 503])
    func `a wait of 0 is the shortest back-off and not a loop`(status: Int) async throws {
        let clock = TestClock()
        let api = ScriptedAPI()
        api.on(path) { _ in .json("{}", status: status, headers: ["Retry-After": "0"]) }
        guard case .failure = await listing(api, clock) else { return }
        #expect(api.asked.count == 5)
        #expect(clock.uptime >= .milliseconds(400))
    }

    @Test(arguments: [429, 503])
    func `the server's wait is respected, as a number or a date`(status: Int) async throws {
        for wait in ["7", "Sun, 06 Nov 1994 08:49:44 GMT"] {
            let clock = TestClock()
            let api = ScriptedAPI()
            let headers: HTTPHeaders = ["Date": "Sun, 06 Nov 1994 08:49:37 GMT", "Retry-After": wait]
            api.on(path) { asked in
                asked.repeats == 0 ? .json("{}", status: status, headers: headers) : .json(pageBody(["a"]))
            }
            #expect(try await listing(api, clock).get() == ["a"])
            #expect(clock.uptime >= .seconds(7) && clock.uptime < .seconds(9))
        }
    }

    /// One poll per minute for a day, as `(requested wait, most requests)`.
    @Test(arguments: [("", 5 * 1_440), ("90", 1_440), ("3600", 25), ("86400", 25)])
    func `a day of exhausted quota has a bounded number of requests`(wait: String, most: Int) async {
        let clock = TestClock()
        let api = ScriptedAPI()
        api.on(path) { _ in .json("{}", status: 429, headers: wait.isEmpty ? [:] : ["Retry-After": wait]) }
        let client = DatastreamClient(api.caller(clock: clock.clock))
        for minute in 0..<1_440 {
            clock.advance(by: max(.zero, .seconds(60 * minute) - clock.uptime))
            do throws(CallFailure) {
                _ = try await client.objects(of: stream, deadline: .seconds(60 * minute + 60))
                Issue.record("a listing came of it")
            } catch {
                #expect(error.pollFailure(of: .listObjects(of: stream, pageToken: nil)).reason == .quota)
            }
        }
        #expect(!api.asked.isEmpty && api.asked.count <= most, "\(api.asked.count)")
    }
}
