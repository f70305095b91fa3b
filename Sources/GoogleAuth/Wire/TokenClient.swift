internal import HTTPTransport
internal import Notation
internal import System

/// Sends requests to token servers, with the same retries as Google's own library.
struct TokenClient: Sendable {
    let environment: AuthEnvironment

    /// Statuses after which the same request may succeed if repeated.
    static let passing: Set = [500, 503, 504, 408, 429]
    /// How many times to try a request.
    private static let tries = 3
    /// Largest answer, in bytes.
    static let bodyBytes = 1_024 * 1_024

    /// Where a request goes, for messages, and what to do if it is refused.
    struct Place: Sendable {
        let name: String
        var advice: @Sendable (_ status: Int, _ code: String?) -> String = { _, _ in "" }
        /// The request to a Google API, whose refusals say more than a code; nil for a token server.
        var request: RefusedRequest?
    }

    /// Sends a request, with retries, and returns the successful answer.
    func answer(to request: TransportRequest, at place: Place) async throws(TokenFailure) -> TransportResponse {
        var request = request
        request.limits = Self.limits
        var tries = 0
        while true {
            let response: TransportResponse
            do throws(TransportError) { response = try await environment.send(request) } catch {
                throw TokenFailure("\(place.name): \(error.message)", .unreachable)
            }
            if response.status == 200 { return response }
            let code = TokenAnswer.errorCode(in: response.body)
            tries += 1
            let mayPass = Self.passing.contains(response.status) || TokenAnswer.isPassing(code)
            guard mayPass, tries < Self.tries else {
                let kind: TokenFailure.Kind = mayPass ? .unreachable : .refused
                if let asked = place.request {
                    let refusal = Refusal(httpStatus: response.status, body: response.body).hiding(secret(of: request))
                    throw TokenFailure("\(place.name): \(refusal.explanation(of: asked, alwaysQuoting: false))", kind)
                }
                let words = ["HTTP \(response.status)", code].compactMap { $0 }.joined(separator: " ")
                let advice = mayPass ? "" : place.advice(response.status, code) + skew(of: response, code)
                throw TokenFailure("\(place.name): \(words)\(advice)", kind)
            }
            try await pause(after: tries)
        }
    }

    /// The token that a request carries.
    private func secret(of request: TransportRequest) -> String {
        request.headers["Authorization"]?.split(separator: " ").last.map(String.init) ?? ""
    }

    /// Waits between two tries: 1 s, 2 s, 4 s, each varied by up to a tenth.
    func pause(after tries: Int) async throws(TokenFailure) {
        let seconds = Double(1 << min(max(tries - 1, 0), 6)) * (0.9 + 0.2 * environment.clock.random())
        do throws(CancellationError) {
            try await environment.clock.pause(.milliseconds(Int64(seconds * 1_000)))
        } catch {
            throw TokenFailure("cancelled", .unreachable)
        }
    }

    /// Explains a refused assertion by this machine's clock, if the clock is wrong.
    private func skew(of response: TransportResponse, _ code: String?) -> String {
        guard code == "invalid_grant", let server = response.serverTime else { return "" }
        let (ahead, overflows) = environment.clock.now().seconds.subtractingReportingOverflow(Int64(server))
        guard !overflows, abs(ahead) > 60 else { return "" }
        return "; this machine's clock is \(abs(ahead)) s \(ahead > 0 ? "ahead of" : "behind") the server's: set it"
    }

    private static let limits: TransportLimits = {
        var limits = TransportLimits()
        limits.firstByte = .seconds(20)
        limits.total = .seconds(30)
        limits.bodyBytes = bodyBytes
        return limits
    }()
}

extension TokenClient.Place {
    /// The failure for an answer that cannot be read.
    func unreadable(_ problem: CredentialsProblem) -> TokenFailure {
        TokenFailure("\(name): the answer cannot be read: \(problem.description)")
    }
}

extension TransportRequest {
    /// A POST of a form to a token server.
    static func form(_ url: String, _ body: FormBody, authorization: Secret? = nil) -> TransportRequest {
        var request = TransportRequest(
            .post, url: url, headers: ["Content-Type": FormBody.contentType], body: body.bytes)
        if let authorization { request.headers.append("Authorization", authorization.revealed) }
        return request
    }
}
