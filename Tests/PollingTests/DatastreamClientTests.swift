import Datastream
import HTTPTransport
import Testing

@testable import Polling

@Suite struct DatastreamClientTests {
    private let stream = StreamName(project: "p", location: "l", stream: "s")
    private let path = "projects/p/locations/l/streams/s/objects"

    /// The IDs of a complete listing, or why it failed.
    private func listing(_ api: ScriptedAPI) async -> Result<[String], PollFailure> {
        do throws(CallFailure) {
            let objects = try await DatastreamClient(api.caller()).objects(of: stream, deadline: .seconds(60))
            return .success(objects.map(\.id))
        } catch {
            return .failure(error.pollFailure(of: .listObjects(of: stream, pageToken: nil)))
        }
    }

    @Test func `all pages are read, even empty ones`() async throws {
        let api = ScriptedAPI()
        api.on(path) { asked in
            switch asked.pageToken {
            case nil: .json(pageBody(["a", "b"], next: "1"))
            case "1": .json(pageBody([], next: "2"))
            default: .json(pageBody(["c"]))
            }
        }
        #expect(try await listing(api).get() == ["a", "b", "c"])
        #expect(api.log == [path, "\(path)#1", "\(path)#2"])
    }

    @Test func `an object that moves between pages while they are read appears once`() async throws {
        let api = ScriptedAPI()
        api.on(path) { asked in .json(asked.pageToken == nil ? pageBody(["a", "b"], next: "1") : pageBody(["b", "c"])) }
        #expect(try await listing(api).get() == ["a", "b", "c"])
    }

    @Test func `objects with unchanged bytes keep their references, on any page`() async throws {
        let api = ScriptedAPI()
        api.on(path) { asked in .json(asked.pageToken == nil ? pageBody(["a", "b"], next: "1") : pageBody(["c", "d"])) }
        let client = DatastreamClient(api.caller())
        let first = try await client.objects(of: stream, deadline: .seconds(60))
        api.on(path) { asked in
            .json(asked.pageToken == nil ? pageBody(["new", "a"], next: "1") : pageBody(["b", "c", "d"]))
        }
        let second = try await client.objects(of: stream, previous: first, deadline: .seconds(60))
        #expect(second.map(\.id) == ["new", "a", "b", "c", "d"])
        #expect(zip(second.dropFirst(), first).allSatisfy { $0 === $1 })
    }

    @Test func `an empty JSON object is an empty listing`() async throws {
        let api = ScriptedAPI()
        api.on(path, "{}")
        #expect(try await listing(api).get() == [])
    }

    @Test(arguments: [
        #"{"error":{"code":500}}"#, "null", "[]", "\"\"", "0", "true", "", "<html></html>", #"{"streamObjects":["#,
        #"{"streamObjects":{}}"#, #"{"streamObjects":[7]}"#, #"{"nextPageToken":7}"#,
    ])
    func `a successful answer that is not a listing fails`(body: String) async {
        let api = ScriptedAPI()
        api.on(path, body)
        guard case .failure(let failure) = await listing(api) else {
            Issue.record("it was taken for a listing")
            return
        }
        #expect(failure.reason == .decode)
    }

    @Test(arguments: [["1", "1"], ["1", "2", "1"], ["1", "2", "3", "2"]])
    func `a loop of page tokens is detected`(tokens: [String]) async {
        let api = ScriptedAPI()
        api.on(path) { asked in
            let next = asked.pageToken.flatMap { tokens.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
            return .json(pageBody(["x\(next)"], next: tokens[min(next, tokens.count - 1)]))
        }
        guard case .failure(let failure) = await listing(api) else {
            Issue.record("the listing ended")
            return
        }
        #expect(failure.reason == .decode)
        #expect(failure.message.contains("nextPageToken"))
        #expect(api.asked.count <= tokens.count + 1)
    }

    @Test func `a page token that expires mid-listing restarts it once`() async throws {
        let api = ScriptedAPI()
        api.on(path) { asked in
            switch (asked.pageToken, asked.repeats) {
            case (nil, 0): .json(pageBody(["gone"], next: "1"))
            case (nil, _): .json(pageBody(["a"], next: "2"))
            case ("1", _): .json(#"{"error":{"code":400,"message":"The page token is invalid."}}"#, status: 400)
            default: .json(pageBody(["b"]))
            }
        }
        #expect(try await listing(api).get() == ["a", "b"])
    }

    @Test func `a page token that is refused repeatedly ends the listing`() async {
        let api = ScriptedAPI()
        api.on(path) { asked in
            asked.pageToken == nil
                ? .json(pageBody(["a"], next: "1"))
                : .json(#"{"error":{"code":400,"message":"invalid page token"}}"#, status: 400)
        }
        guard case .failure(let failure) = await listing(api) else { return }
        #expect(failure.reason == .server)
        #expect(api.asked.count == 4)
    }

    @Test func `a refusal of a page token that was never sent ends the listing at once`() async {
        let api = ScriptedAPI()
        api.on(path) { _ in .json(#"{"error":{"code":400,"message":"invalid page token"}}"#, status: 400) }
        guard case .failure(let failure) = await listing(api) else {
            Issue.record("it was taken for a listing")
            return
        }
        #expect(failure.reason == .server)
        #expect(api.asked.count == 1)
    }

    @Test func `an implausibly large listing is given up`() async {
        let api = ScriptedAPI()
        let filling = String(repeating: " ", count: DatastreamClient.maximumListingBytes / 8)
        api.on(path) { asked in
            let next = (asked.pageToken.flatMap { Int($0) } ?? 0) + 1
            return .json(pageBody([], next: String(next)) + filling)
        }
        guard case .failure(let failure) = await listing(api) else {
            Issue.record("the listing ended")
            return
        }
        #expect(failure.reason == .decode)
        #expect(api.asked.count == 8)
    }

    @Test(arguments: ["", #","errors":[{},{},{},{}]"#])
    func `a listing with implausibly many objects and errors is given up`(errors: String) async {
        let api = ScriptedAPI()
        let perObject = errors.isEmpty ? 1 : 5
        let most = DatastreamClient.maximumListingItems / perObject
        let pageSize = 10_000
        api.on(path) { [path] asked in
            let page = asked.pageToken.flatMap { Int($0) } ?? 0
            let objects = (0..<pageSize).map { number in
                #"{"name":"\#(path)/\#(page)-\#(number)"\#(errors)}"#
            }
            return .json(#"{"streamObjects":[\#(objects.joined(separator: ","))],"nextPageToken":"\#(page + 1)"}"#)
        }
        guard case .failure(let failure) = await listing(api) else {
            Issue.record("the listing ended")
            return
        }
        #expect(failure.reason == .decode)
        #expect(failure.message.contains("a listing of more than 250000 items and errors"))
        // The next page is requested before the items of a page are counted.
        #expect(api.asked.count <= most / pageSize + 3)
    }

    @Test func `an object of another stream fails the listing`() async {
        let api = ScriptedAPI()
        api.on(path, #"{"streamObjects":[{"name":"projects/p/locations/l/streams/other/objects/a"}]}"#)
        guard case .failure(let failure) = await listing(api) else { return }
        #expect(failure.reason == .decode)
        #expect(failure.message.contains("streamObjects[0].name"))
    }

    @Test func `one object is read by its id`() async throws {
        let api = ScriptedAPI()
        api.on("\(path)/a", #"{"name":"projects/p/locations/l/streams/s/objects/a","displayName":"shop.orders"}"#)
        let object = try await DatastreamClient(api.caller()).object("a", of: stream, deadline: .seconds(9))
        #expect(object.displayName == "shop.orders")
    }
}

/// A page of objects with these IDs.
func pageBody(_ ids: [String], next: String? = nil) -> String {
    let objects = ids.map { #"{"name":"projects/p/locations/l/streams/s/objects/\#($0)"}"# }.joined(separator: ",")
    let token = next.map { #","nextPageToken":"\#($0)""# } ?? ""
    return #"{"streamObjects":[\#(objects)]\#(token)}"#
}
