import Datastream
import HTTPTransport
import Notation
import Testing

@testable import Polling

/// Faults in the paging of a listing.
@Suite struct FaultyPagesTests {
    private let stream = StreamName(project: "p", location: "l", stream: "s")
    private let path = "projects/p/locations/l/streams/s/objects"

    private func listing(_ api: ScriptedAPI) async -> Result<[StreamObject], PollFailure> {
        do throws(CallFailure) {
            return .success(try await DatastreamClient(api.caller()).objects(of: stream, deadline: .seconds(60)))
        } catch {
            return .failure(error.pollFailure(of: .listObjects(of: stream, pageToken: nil)))
        }
    }

    /// Serves empty pages, each with the token that follows its number, until the client gives up the listing.
    private func pages(tokenAfter: @escaping @Sendable (Int) -> Int) async -> (failure: PollFailure?, asked: Int) {
        let api = ScriptedAPI()
        api.on(path) { asked in
            .json(#"{"nextPageToken":"\#(tokenAfter(asked.pageToken.flatMap { Int($0) } ?? 0))"}"#)
        }
        guard case .failure(let failure) = await listing(api) else { return (nil, api.asked.count) }
        return (failure, api.asked.count)
    }

    @Test func `an endless listing of empty pages is given up`() async {
        let (failure, asked) = await pages { $0 + 1 }
        #expect(failure?.reason == .decode)
        #expect(failure?.message.contains("more than 10000 pages") == true, "\(failure?.message ?? "")")
        #expect(asked <= PageTokens.maximumPages + 1)
    }

    @Test(arguments: [1, 2, 1_000])
    func `a repeated page token is detected, however late`(period: Int) async {
        let (failure, asked) = await pages { $0 % period + 1 }
        #expect(failure?.reason == .decode)
        #expect(failure?.message.contains("a page token that was used before") == true, "\(failure?.message ?? "")")
        #expect(asked <= period + 2)
    }

    @Test func `page requests differ only in their token`() async throws {
        let api = ScriptedAPI()
        api.on(path) { asked in
            let page = asked.pageToken.flatMap { Int($0) } ?? 0
            return .json(pageBody(["\(page)"], next: page < 4 ? "\(page + 1)" : nil))
        }
        #expect(try await listing(api).get().count == 5)
        let queries = api.asked.map { $0.query.filter { $0.key != "pageToken" } }
        #expect(Set(queries).count == 1 && queries.first?["pageSize"] == "1000")
    }

    @Test(arguments: [[3, 0, 2], [1_000, 1], [1_500, 2_500, 1]])
    func `a page may have fewer or more objects than requested`(sizes: [Int]) async throws {
        let api = ScriptedAPI()
        api.on(path) { asked in
            let page = asked.pageToken.flatMap { Int($0) } ?? 0
            return .json(
                pageBody((0..<sizes[page]).map { "\(page)-\($0)" }, next: page + 1 < sizes.count ? "\(page + 1)" : nil))
        }
        #expect(try await listing(api).get().count == sizes.reduce(0, +))
    }

    @Test func `an object that moved to an earlier page is found by the next listing`() async throws {
        let api = ScriptedAPI()
        // "c" moves between pages to the first one, which has already been read; a later listing includes it.
        api.on(path) { asked in
            switch (asked.pageToken, asked.repeats) {
            case (nil, 0): .json(pageBody(["a", "b"], next: "1"))
            case (nil, _): .json(pageBody(["a", "c"], next: "1"))
            default: .json(pageBody(asked.repeats == 0 ? ["d"] : ["b", "d"]))
            }
        }
        let client = DatastreamClient(api.caller())
        var seen: [[String]] = []
        for _ in 0..<2 { seen.append(try await client.objects(of: stream, deadline: .seconds(60)).map(\.id)) }
        #expect(seen == [["a", "b", "d"], ["a", "c", "b", "d"]])
    }

    @Test func `details of any size are skipped`() async throws {
        let details = (0..<10_000).map { "\"key\($0)\":{\"a\":[\($0)]}" }.joined(separator: ",")
        let error = #"{"reason":"R","details":{\#(details)},"errorUuid":"u"}"#
        let api = ScriptedAPI()
        api.on(path, #"{"streamObjects":[{"name":"\#(path)/a","errors":[\#(error)]}]}"#)
        let objects = try await listing(api).get()
        #expect(objects.map(\.errors) == [[ReportedError(reason: "R", errorUuid: "u")]])
    }

    @Test(arguments: [nil, "application/json", "application/json; charset=utf-16", "text/plain", ""])
    func `the bytes decide what is JSON, whatever the content type says`(type: String?) async throws {
        let api = ScriptedAPI()
        let headers: HTTPHeaders = type.map { ["Content-Type": $0] } ?? [:]
        api.on(path) { _ in .json(pageBody(["a"]), headers: headers) }
        #expect(try await listing(api).get().map(\.id) == ["a"])
    }

    @Test(arguments: ["text/html", "TEXT/HTML; charset=utf-8"])
    func `an HTML page is not a listing, even if it could be read as one`(type: String) async {
        let api = ScriptedAPI()
        api.on(path) { _ in .json(pageBody(["a"]), headers: ["Content-Type": type]) }
        guard case .failure(let failure) = await listing(api) else {
            Issue.record("a listing came of it")
            return
        }
        #expect(failure.reason == .decode)
    }
}
