/// The answers of the simulated API to good requests.
final class Pages {
    private let world: World
    /// Whether page tokens count objects, so that an object may be missed or listed twice; if not, they name the last one.
    private let isByOffset: Bool
    private var serial = 0
    private var lastPages: [String: [TrueObject]] = [:]

    /// The location that cannot be reached when one is lost.
    var lostLocation = World.locations[0]

    static let size = 5

    init(_ world: World, isByOffset: Bool) {
        self.world = world
        self.isByOffset = isByOffset
    }

    /// The full name of the stream that a request is about.
    static func stream(of url: String) -> String? {
        // https:, the host, v1, projects, p, locations, l, streams, s
        let parts = url.prefix { $0 != "?" }.split(separator: "/").dropFirst(3)
        return parts.count >= 6 && parts[7] == "streams" ? parts.prefix(6).joined(separator: "/") : nil
    }

    static func pageToken(of url: String) -> String? {
        guard let query = url.firstIndex(of: "?") else { return nil }
        for field in url[url.index(after: query)...].split(separator: "&") where field.hasPrefix("pageToken=") {
            return String(field.dropFirst("pageToken=".count))
        }
        return nil
    }

    func answer(to url: String, _ fault: Plan.Kind?) -> Network.Answer {
        let token = Self.pageToken(of: url)
        if fault == .refusedPageToken, token != nil {
            return Network.Answer(status: 400, body: ServedJSON.refusal(400, "INVALID_ARGUMENT", "invalid page token"))
        }
        guard let name = Self.stream(of: url) else { return streams(token, fault) }
        guard let stream = world.streams.first(where: { $0.itself.name == name }) else {
            return Network.Answer(status: 404, body: ServedJSON.refusal(404, "NOT_FOUND", "no such stream"))
        }
        if url.contains("/objects?") { return objects(stream, token, fault) }
        return Network.Answer(body: ServedJSON.stream(stream.itself), delivery: .stream(stream.itself))
    }

    private func next(_ place: String) -> String {
        serial += 1
        return "\(place).\(serial)"
    }

    private func streams(_ token: String?, _ fault: Plan.Kind?) -> Network.Answer {
        let lost = fault == .lostLocation ? lostLocation : nil
        let all = world.streams.map(\.itself).filter { $0.location != lost }
        let start = min(token.flatMap { Int($0.prefix { $0 != "." }) } ?? 0, all.count)
        let page = Array(all[start...].prefix(2))
        let end = start + page.count
        var following = end < all.count ? next(String(end)) : nil
        if fault == .tokenLoop, let token { following = token }
        let unreachable = lost.map { ["projects/p/locations/\($0)"] } ?? []
        return Network.Answer(
            body: ServedJSON.page("streams", page.map(ServedJSON.stream), token: following, unreachable: unreachable),
            delivery: .streams(page, from: token, next: following, unreachable: lost.map { [$0] } ?? []))
    }

    private func objects(_ stream: World.Stream, _ token: String?, _ fault: Plan.Kind?) -> Network.Answer {
        var start = 0
        if let token {
            let place = String(token.prefix { $0 != "." })
            if let offset = Int(place) {
                start = offset
            } else if let index = stream.objects.firstIndex(where: { $0.id == place }) {
                start = index + 1
            }
        }
        start = min(start, stream.objects.count)
        var page = Array(stream.objects[start...].prefix(Self.size))
        let end = start + page.count
        var following: String?
        if end < stream.objects.count {
            following = next(isByOffset ? String(end) : page.last?.id ?? "0")
        }
        if fault == .repeatedPage, token != nil {
            let last = lastPages[stream.itself.name, default: []]
            page = last.map { object in stream.objects.first { $0.id == object.id } ?? object } + page
        }
        lastPages[stream.itself.name] = page
        var isWrong = false
        if fault == .tokenLoop, let token { (following, isWrong) = (token, true) }
        var bodies = page.map { ServedJSON.object($0, of: stream.itself) }
        if fault == .wrongType, let last = page.last {
            isWrong = true
            bodies[bodies.count - 1] = ServedJSON.object(last, of: stream.itself, isWrong: true)
        }
        if fault == .foreign, let last = page.last {
            isWrong = true
            var other = stream.itself
            other.id = "another"
            bodies[bodies.count - 1] = ServedJSON.object(last, of: other)
        }
        return Network.Answer(
            body: ServedJSON.page("streamObjects", bodies, token: following),
            delivery: .objects(page, of: stream.itself.name, from: token, next: following, isWrong: isWrong))
    }
}
