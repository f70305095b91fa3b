import HTTPTransport
import Notation
import Synchronization
import Testing

@testable import GoogleAuth

@Suite struct TokenClientTests {
    private let request = TransportRequest(.post, url: "https://oauth2.googleapis.com/token")
    private let place = TokenClient.Place(name: "token of somebody") { _, code in code.map { "; advice on \($0)" } ?? ""
    }

    /// The failure of a request, and how many times it was sent.
    private func failure(_ outside: Outside) async -> (failure: TokenFailure?, tries: Int) {
        do throws(TokenFailure) {
            _ = try await outside.client.answer(to: request, at: place)
            return (nil, outside.sent.count)
        } catch {
            return (error, outside.sent.count)
        }
    }

    @Test(arguments: [
        (400, #"{"error":"invalid_grant"}"#, 1), (401, "", 1), (403, "", 1), (404, "", 1), (302, "", 1), (502, "", 1),
        (500, "", 3), (503, "", 3), (504, "", 3), (408, "", 3), (429, "", 3), (400, #"{"error":"server_error"}"#, 3),
        (400, #"{"error":"internal_failure"}"#, 3), (400, #"{"error":"temporarily_unavailable"}"#, 3),
    ])
    func `a refusal is repeated as Google's library repeats it`(status: Int, body: String, tries: Int) async {
        let outside = Outside()
        outside.on("oauth2", body, status: status)
        let told = await failure(outside)
        #expect(told.tries == tries)
        #expect(told.failure?.kind == (tries == 1 ? .refused : .unreachable))
        #expect(outside.slept == Array([Duration.seconds(1), .seconds(2)].prefix(tries - 1)))
    }

    @Test func `an unanswered request is not repeated`() async {
        let outside = Outside()
        outside.on("oauth2") { _ throws(TransportError) in throw TransportError(.timeout, "oauth2: no answer") }
        let told = await failure(outside)
        #expect(told.failure == TokenFailure("token of somebody: oauth2: no answer", .unreachable) && told.tries == 1)
    }

    @Test func `the answer to a repeated request counts`() async throws {
        let outside = Outside()
        let tries = Mutex(0)
        outside.on("oauth2") { _ in
            TransportResponse(
                status: tries.withLock {
                    $0 += 1; return $0
                } < 3 ? 503 : 200)
        }
        _ = try await outside.client.answer(to: request, at: place)
        #expect(outside.sent.count == 3)
    }

    @Test func `a rejection is reported with its code and advice, never its text`() async {
        let outside = Outside()
        let body = #"{"error":"invalid_grant","error_description":"s3cret of robot@p"}"#
        outside.on("oauth2", body, status: 400)
        #expect(
            await failure(outside).failure
                == TokenFailure("token of somebody: HTTP 400 invalid_grant; advice on invalid_grant"))
    }

    @Test(
        arguments: [
            ("Tue, 14 Nov 2023 22:13:20 GMT", nil), ("Tue, 14 Nov 2023 22:14:00 GMT", nil),
            ("Tue, 14 Nov 2023 22:23:20 GMT", "600 s behind"), ("Tue, 14 Nov 2023 21:13:20 GMT", "3600 s ahead of"),
            ("garbage", nil),
        ] as [(String, String?)])
    func `a wrong clock is named where it may be the cause`(date: String, text: String?) async {
        let outside = Outside()
        outside.on("oauth2", #"{"error":"invalid_grant"}"#, status: 400, headers: ["Date": date])
        let told = await failure(outside).failure?.description ?? ""
        #expect(told.contains("clock") == (text != nil))
        if let text { #expect(told.hasSuffix("; this machine's clock is \(text) the server's: set it")) }
    }

    @Test func `requests are bounded in time and bytes`() async {
        let outside = Outside()
        _ = await failure(outside)
        #expect(outside.sent.first?.limits.total == .seconds(30))
        #expect(outside.sent.first?.limits.bodyBytes == 1_024 * 1_024)
    }
}
