import HTTPTransport
import Notation
import System

/// The network between the program and the simulated API: slow, faulty, and the same for the same seed.
final class Network: @unchecked Sendable {  // one thread uses it
    private let plan: Plan
    private let world: World
    private let witness: Witness
    private let timeline: Timeline
    private let trace: Trace
    private let chance: Chance
    private let pages: Pages

    /// Whether faults happen at all now.
    var isFaulty = true
    /// How many of a thousand requests meet a fault.
    let rate: Int
    /// The stream whose requests all fail for a while, as a part of its URL.
    private(set) var sick: (part: String, kind: Plan.Kind)?
    /// Other requests that all fail for a while, by a part of their URL.
    private var outages: [(part: String, kind: Plan.Kind)] = []
    /// The number of the latest access token, and of the first that is valid.
    private var (token, validToken) = (0, 0)
    /// When each access token expires.
    private var expiries: [Int: Int] = [:]
    private var count = 0

    init(_ plan: Plan, _ world: World, _ witness: Witness, _ timeline: Timeline, _ trace: Trace) {
        (self.plan, self.world, self.witness, self.timeline, self.trace) = (plan, world, witness, timeline, trace)
        chance = Chance(seed: plan.seed, purpose: "network")
        pages = Pages(world, isByOffset: chance.happens(600))
        rate = chance.one(of: [0, 20, 20, 60, 150]) ?? 20
    }

    /// Lets a stream be sick from now on, or lets all be well.
    func changeSickness() {
        let stream = chance.one(of: world.streams)?.itself
        let kind = chance.one(of: [Plan.Kind.stall, .unavailable, .garbage, .unreachable, .cut, .wrongType])
        guard sick == nil, let stream, let kind, !plan.without.contains(kind) else {
            sick = nil
            return
        }
        sick = (stream.name, kind)
    }

    func heal() {
        isFaulty = false
        sick = nil
        outages = []
    }

    /// What may fail for minutes, by a part of its URL, and how.
    static let parts: [(part: String, kinds: [Plan.Kind])] = [
        ("https://oauth2.googleapis.com/", [.tokenServer]),
        ("/locations/-/streams?", [.lostLocation, .lostLocation, .unavailable, .forbidden, .stall, .garbage]),
    ]

    /// Lets all requests with this part in their URL fail from now on.
    func fail(_ part: String, _ kind: Plan.Kind, _ location: String) {
        outages.append((part, kind))
        pages.lostLocation = location
    }

    /// Ends an outage.
    func recover(_ part: String) { outages.removeAll { $0.part == part } }

    /// Sends a request of a process; `isDead` tells whether it was killed.
    func send(
        _ request: TransportRequest, isDead: @escaping () -> Bool
    ) async throws(TransportError) -> TransportResponse {
        let requests = witness.requests
        if !isDead() {
            if let problem = requests.send(request, at: timeline.now) { witness.report(problem.promise, problem.text) }
            if let token = Self.token(in: request), token >= validToken, expiries[token] ?? 0 <= timeline.now {
                witness.report(2, "a request carries an access token that has expired")
            }
            if requests.isCrowded { witness.isCrowded() }
        }
        do throws(TransportError) {
            let response = try await answer(request, isDead: isDead)
            let wait = response.headers["Retry-After"].flatMap { Int($0) }
            requests.end(request, status: response.status, retryAfter: wait, at: timeline.now)
            return response
        } catch {
            requests.end(request, status: nil, retryAfter: nil, at: timeline.now)
            throw error
        }
    }

    /// The number of the access token that a request carries.
    private static func token(in request: TransportRequest) -> Int? {
        request.headers["Authorization"].flatMap { Int($0.dropFirst("Bearer secret-".count)) }
    }

    private func answer(
        _ request: TransportRequest, isDead: @escaping () -> Bool
    ) async throws(TransportError) -> TransportResponse {
        count += 1
        let number = count
        let isToken = request.url.hasPrefix("https://oauth2.googleapis.com/")
        let fault = fault(for: request, isToken: isToken)
        // While a token is valid, nobody waits for the next.
        let isHarmless =
            fault == .tokenServer && token >= validToken && witness.requests.tokenEnd > timeline.now + 60_000
        if let fault, !isHarmless { witness.met(fault, on: isToken ? nil : Pages.stream(of: request.url)) }
        let latency = chance.among(1...40) * (chance.happens(100) ? 10 : 1)
        let limit = Int(min(request.limits.total, .seconds(100)) / .milliseconds(1))
        if fault == .stall || latency >= limit || fault == .tokenServer && chance.happens(300) {
            try await pause(min(limit, 30_000))
            throw TransportError(.timeout, "the simulated network stalls", requestMayHaveBeenSent: true)
        }
        try await pause(latency / 2)
        let answer = isToken ? tokenAnswer(fault) : apiAnswer(request, fault)
        try await pause(latency - latency / 2)
        if answer.status == 404 { witness.met(.goneStream, on: Pages.stream(of: request.url)) }
        if isDead() { throw TransportError(.cancelled, "killed") }
        trace.note(
            timeline.now, 1, number &* 1_000 &+ answer.status,
            "\(request.url) \(answer.status) \(String(describing: fault))")
        switch fault {
        case .cut: throw TransportError(.reset, "the response was cut", requestMayHaveBeenSent: true)
        case .unreachable: throw TransportError(.connect, "nobody is there")
        default: break
        }
        if let delivery = answer.delivery { witness.delivered(delivery) }
        var headers: HTTPHeaders = ["Content-Type": answer.type]
        if let wait = answer.retryAfter { headers.append("Retry-After", String(wait)) }
        return TransportResponse(status: answer.status, headers: headers, body: Array(answer.body.utf8))
    }

    private func pause(_ milliseconds: Int) async throws(TransportError) {
        do throws(CancellationError) { try await timeline.sleep(until: timeline.now + milliseconds) } catch {
            throw TransportError(.cancelled, "cancelled")
        }
    }

    private func fault(for request: TransportRequest, isToken: Bool) -> Plan.Kind? {
        let happens = chance.happens(rate)
        let drawn = chance.one(of: [
            Plan.Kind.cut, .garbage, .html, .empty, .errorBody, .wrongType, .foreign, .tokenLoop, .repeatedPage,
            .refusedPageToken, .unavailable, .quota, .expired, .stall, .unreachable, .forbidden, .lostLocation,
        ])
        let isTokenFaulty = chance.happens(100)
        guard isFaulty else { return nil }
        if let outage = outages.first(where: { request.url.contains($0.part) }) { return outage.kind }
        if isToken { return isTokenFaulty && !plan.without.contains(.tokenServer) ? .tokenServer : nil }
        if let sick, request.url.contains(sick.part) { return sick.kind }
        guard happens, let drawn, !plan.without.contains(drawn) else { return nil }
        return drawn
    }

    /// An answer, and what it tells if it is delivered.
    struct Answer {
        var status = 200
        var type = "application/json; charset=UTF-8"
        var body: String
        var retryAfter: Int?
        var delivery: Delivery?
    }

    private func tokenAnswer(_ fault: Plan.Kind?) -> Answer {
        if fault == .tokenServer {
            return chance.happens(500)
                ? Answer(status: 503, body: "{\"error\":\"internal_failure\"}")
                : Answer(type: "text/html", body: "<html>Sign in</html>")
        }
        token += 1
        let lifetime = chance.one(of: [300, 300, 900, 3_600]) ?? 3_600
        expiries[token] = timeline.now + lifetime * 1_000
        witness.requests.tokenEnd = timeline.now + lifetime * 1_000
        return Answer(
            body: "{\"access_token\":\"secret-\(token)\",\"expires_in\":\(lifetime),\"token_type\":\"Bearer\"}")
    }

    private func apiAnswer(_ request: TransportRequest, _ fault: Plan.Kind?) -> Answer {
        if fault == .expired { validToken = token + 1 }
        guard let sent = Self.token(in: request), sent >= validToken, expiries[sent] ?? 0 > timeline.now else {
            return Answer(
                status: 401, body: ServedJSON.refusal(401, "UNAUTHENTICATED", "the token expired"))
        }
        switch fault {
        case .html: return Answer(type: "text/html", body: "<html><body>Log in</body></html>")
        case .empty: return Answer(body: "")
        case .errorBody: return Answer(body: ServedJSON.refusal(500, "INTERNAL", "an error under 200"))
        case .unavailable:
            return Answer(
                status: chance.one(of: [500, 502, 503]) ?? 503, body: ServedJSON.refusal(503, "UNAVAILABLE", "later"),
                retryAfter: chance.happens(300) ? chance.among(1...20) : nil)
        case .quota:
            return Answer(
                status: 429, body: ServedJSON.refusal(429, "RESOURCE_EXHAUSTED", "quota"),
                retryAfter: chance.happens(600) ? chance.among(1...90) : nil)
        case .forbidden:
            return Answer(status: 403, body: ServedJSON.refusal(403, "PERMISSION_DENIED", "forbidden"))
        default: break
        }
        if isFaulty, !plan.without.contains(.stirred), Pages.pageToken(of: request.url) != nil,
            let stream = Pages.stream(of: request.url), chance.happens(fault == .repeatedPage ? 1_000 : 200)
        {
            world.stir(stream, now: timeline.time / 1_000)
        }
        var answer = pages.answer(to: request.url, fault)
        if fault == .garbage {
            answer.delivery = nil
            answer.body = String(answer.body.prefix(chance.among(0...max(0, answer.body.count - 1))))
            // A cut that leaves white space alone is an empty body.
        }
        return answer
    }
}
