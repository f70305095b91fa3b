import HTTPTransport
import Notation

/// The requests of one process, judged by what servers and users may ask of it.
final class Requests {
    private let rules: Life.Settings
    private let start: Int
    /// When the requests of the last minute were sent.
    private var sent: [Int] = []
    /// Until when the API asked for no request about a stream, or no search, and when it asked.
    private var pauses: [String: (asked: Int, end: Int)] = [:]
    /// Until when the API asked not to repeat a request, by its URL.
    private var waits: [String: (asked: Int, end: Int)] = [:]
    /// The query of each list without its page token.
    private var queries: [Substring: String] = [:]
    /// How many requests were answered or failed, by method and code.
    private(set) var answered: [String: Int] = [:]
    /// When the latest access token expires, and when one was asked for last.
    var tokenEnd = 0
    private var tokenAsked: Int
    /// How many requests are under way.
    private(set) var underWay = 0

    init(_ rules: Life.Settings, at start: Int) {
        (self.rules, self.start) = (rules, start)
        tokenAsked = start
    }

    /// What is wrong with a request that is sent now, and the promise that it breaks; nil if nothing is.
    func send(_ request: TransportRequest, at now: Int) -> (promise: Int, text: String)? {
        if request.url == "https://oauth2.googleapis.com/token" {
            tokenAsked = now
            return request.headers["Authorization"] == nil ? nil : (9, "an access token is sent to the token server")
        }
        if request.method != .get { return (10, "\(request.method) is sent to the API") }
        if !request.url.hasPrefix("https://datastream.googleapis.com/v1/") { return (9, "a request to \(request.url)") }
        defer { sent.append(now) }
        underWay += 1
        let isSearch = request.url.contains("/locations/-/streams?")
        let due = start + tick(now) * rules.interval + (isSearch ? rules.timeout / 2 : rules.timeout)
        let late = now + Int((request.limits.total / .milliseconds(1)).rounded(.up)) - due
        if late > 0 { return (2, "a request may take until \(late) ms after its poll or search must have ended") }
        // One request of each poll, and one of the search for streams.
        if underWay > rules.concurrency + 1 { return (8, "\(underWay) requests at a time") }
        sent.removeAll { $0 <= now - 60_000 }
        if sent.count >= rules.perMinute { return (8, "more than \(rules.perMinute) requests in a minute") }
        if let pause = pauses[Self.subject(of: request.url)], pause.asked < now, now < pause.end {
            return (8, "a request \(pause.end - now) ms before the API wants one")
        }
        if let wait = waits[request.url], wait.asked < now, now < wait.end, tick(wait.asked) == tick(now) {
            return (8, "a request is repeated \(wait.end - now) ms before the API wants it")
        }
        // Failed attempts to replace a token are half a minute apart at most, and polls a minute.
        if tokenEnd - now < 30_000, now - tokenAsked > 150_000 {
            return (2, "the access token is about to expire, and is not replaced")
        }
        return changed(request.url).map { (1, $0) }
    }

    /// Whether a poll is under way, or may have ended too lately to be shown.
    func isPolling(at now: Int) -> Bool { underWay > 0 || sent.last.map { now - $0 < 2 * Witness.delay } ?? false }

    /// Whether some requests may soon have to wait for others.
    var isCrowded: Bool { sent.count * 2 > rules.perMinute }

    /// Which poll interval a moment is in.
    func tick(_ moment: Int) -> Int { (moment - start) / rules.interval }

    /// Pages of a list may differ by their token alone.
    private func changed(_ url: String) -> String? {
        let parts = url.split(separator: "?", maxSplits: 1)
        guard parts.count == 2, let path = parts.first else { return nil }
        let fields = parts[1].split(separator: "&").filter { !$0.hasPrefix("pageToken=") }.joined(separator: "&")
        let former = queries.updateValue(fields, forKey: path)
        return former == nil || former == fields ? nil : "the query changed from \(former ?? "") to \(fields)"
    }

    /// An answer reached the process, or a failure without one.
    func end(_ request: TransportRequest, status: Int?, retryAfter: Int?, at now: Int) {
        if request.url == "https://oauth2.googleapis.com/token" { return }
        underWay -= 1
        let method =
            request.url.contains("/objects?")
            ? "objects.list" : request.url.contains("/streams?") ? "streams.list" : "streams.get"
        answered["\(method)|\(status ?? 0)", default: 0] += 1
        guard let retryAfter else { return }
        let end = now + retryAfter * 1_000
        if status == 429 {
            let subject = Self.subject(of: request.url)
            pauses[subject] = (now, max(pauses[subject]?.end ?? 0, end))
        } else {
            waits[request.url] = (now, end)
        }
    }

    /// The name of the stream that a request is about, or the list that it asks for.
    private static func subject(of url: String) -> String {
        let path = url.dropFirst("https://datastream.googleapis.com/v1/".count).prefix { $0 != "?" }
        return path.split(separator: "/").prefix(6).joined(separator: "/")
    }
}
