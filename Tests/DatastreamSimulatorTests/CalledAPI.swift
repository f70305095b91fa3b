import Datastream
import Notation
import Serving
import Testing

@testable import DatastreamSimulator

/// A simulated API that is called without a socket, at a time that the test sets.
struct CalledAPI {
    let api: SimulatedAPI

    init(faults: [String] = [], elapsed: Duration = .seconds(20)) throws {
        let faults = try faults.map { try Fault(parsing: $0) }
        let clock = SimulatorClock(start: Timestamp(seconds: 1_790_000_000)) { elapsed }
        api = SimulatedAPI(SimulatorConfiguration(seed: 1, faults: faults), clock: clock)
    }

    /// What came back.
    struct Answer {
        var response: HTTPResponse
        var body: [UInt8]
        var text: String { String(decoding: body, as: UTF8.self) }
        var error: APIError { APIError(httpStatus: response.status, body: body) }
    }

    func get(_ path: String, _ query: [(String, String)] = []) throws -> Answer {
        try call(.get, path, query, "")
    }

    func post(_ path: String, _ body: String = "{}") throws -> Answer { try call(.post, path, [], body) }

    private func call(
        _ method: HTTPRequest.Method, _ path: String, _ query: [(String, String)], _ body: String
    ) throws -> Answer {
        let route = try #require(api.routes(path))
        try #require(route.methods.contains(method))
        let items = query.map { QueryItem(name: $0, value: $1) }
        let response = route.respond(HTTPRequest(method: method, path: path, query: items, body: Array(body.utf8)))
        let chunks = (0..<response.body.chunkCount).map(response.body.chunk)
        return Answer(response: response, body: chunks.reduce([], +))
    }

    /// Reads a listing of objects to its end.
    func objects(of stream: StreamName, pageSize: Int) throws -> (objects: [StreamObject], pages: Int) {
        var objects: [StreamObject] = []
        var token: String? = ""
        var pages = 0
        while let current = token {
            let query = [("pageSize", "\(pageSize)"), ("pageToken", current), ("prettyPrint", "false")]
            let answer = try get("/v1/\(stream)/objects", query)
            let page = try Page<StreamObject>.objects(of: stream, body: answer.body)
            token = page.nextPageToken
            objects += try page.decode().items
            pages += 1
        }
        return (objects, pages)
    }

    /// The path of the first object of a stream whose job is in a state.
    func path(_ state: BackfillState, of stream: StreamName) throws -> String {
        let answer = try get("/v1/\(stream)/objects", [("pageSize", "200"), ("prettyPrint", "false")])
        let objects = try Page<StreamObject>.objects(of: stream, body: answer.body).decode().items
        return "/v1/\(stream)/objects/\(try #require(objects.first { $0.backfillState == state }).id)"
    }
}
