import Datastream
import Notation
import Serving
import Testing

@testable import DatastreamSimulator

struct SimulatedAPITests {
    private static let location = "/v1/projects/demo/locations/europe-west1"
    private static let stream = "\(location)/streams/orders-mysql"
    private static let name = StreamName(project: "demo", location: "europe-west1", stream: "orders-mysql")

    @Test(arguments: [
        "/v1/projects/demo/locations", location, "\(location)/streams", "/v1/projects/demo/locations/-/streams", stream,
        "\(stream)/objects",
    ])
    func `every readable path answers in JSON`(path: String) throws {
        let answer = try CalledAPI().get(path)
        #expect(answer.response.status == 200)
        #expect(answer.response.headers["Content-Type"] == "application/json; charset=UTF-8")
        #expect(answer.text.hasPrefix("{\n  \"") && answer.text.hasSuffix("}\n"))
    }

    @Test(
        arguments: [
            ("/v1/projects/other/locations", [], 403, "PERMISSION_DENIED"),
            ("/v1/projects/other/locations/europe-west1/streams/x/objects", [], 403, "PERMISSION_DENIED"),
            ("/v1/projects/demo/locations/mars", [], 404, "NOT_FOUND"),
            ("/v1/projects/demo/locations/mars/streams", [], 404, "NOT_FOUND"),
            ("\(location)/streams/nope", [], 404, "NOT_FOUND"),
            ("\(location)/streams/nope/objects", [], 404, "NOT_FOUND"),
            ("\(stream)/objects/nope", [], 404, "NOT_FOUND"),
            ("\(stream)/objects", [("pageSize", "-1")], 400, "INVALID_ARGUMENT"),
            ("\(stream)/objects", [("pageToken", "garbage")], 400, "INVALID_ARGUMENT"),
            ("\(location)/streams", [("pageToken", "garbage")], 400, "INVALID_ARGUMENT"),
            ("/v1/projects/demo/locations", [("pageToken", "garbage")], 400, "INVALID_ARGUMENT"),
        ] as [(String, [(String, String)], Int, String)])
    func `an unreadable path is refused as Google does`(
        path: String, query: [(String, String)], code: Int, status: String
    ) throws {
        let answer = try CalledAPI().get(path, query)
        #expect(answer.response.status == code)
        #expect(answer.error.status == status)
        #expect(!answer.error.message.isEmpty)
    }

    @Test(arguments: ["/", "/v1/projects/demo", "/v1beta/projects/demo/locations", "\(stream)/objects:explode"])
    func `an unknown path answers with an HTML page`(path: String) throws {
        for answer in [try CalledAPI().get(path), try CalledAPI().post(path)] {
            #expect(answer.response.status == 404)
            #expect(answer.response.headers["content-type"] == "text/html; charset=UTF-8")
        }
    }

    @Test func `a method takes its own verb only, and a body only where it has one`() throws {
        let routes = try CalledAPI().api.routes
        let list = try #require(routes("\(Self.stream)/objects"))
        #expect(list.methods == [.get] && list.bodyLimit == 0)
        let start = try #require(routes("\(Self.stream)/objects/x:startBackfillJob"))
        #expect(start.methods == [.post] && start.bodyLimit > 0)
    }

    @Test func `a started job appears in the listing and cannot be started again`() throws {
        let api = try CalledAPI()
        let path = try api.path(.failed, of: Self.name)
        let answer = try api.post("\(path):startBackfillJob")
        #expect(answer.response.status == 200)
        #expect(answer.text.hasPrefix("{\n  \"object\": {\n    \"name\": \"\(path.dropFirst("/v1/".count))\""))
        let object = try StreamObject.decode(try api.get(path).body, of: Self.name).item
        #expect(object.backfillState == .pending)
        #expect(try api.post("\(path):startBackfillJob").error.status == "FAILED_PRECONDITION")
        #expect(try api.post("\(path):stopBackfillJob", "").response.status == 200)
        #expect(try api.post("\(path):stopBackfillJob", "").error.status == "FAILED_PRECONDITION")
    }

    @Test func `a WHERE clause appears in the job, and a bad body is refused`() throws {
        let api = try CalledAPI()
        let path = try api.path(.completed, of: Self.name) + ":startBackfillJob"
        #expect(try api.post(path, "[]").error.status == "INVALID_ARGUMENT")
        let answer = try api.post(path, #"{"eventFilter":{"sqlWhereClause":"id > 5"}}"#)
        #expect(answer.text.contains(#""sqlWhereClause": "id \u003e 5""#))
    }

    @Test func `the same configuration and calls give the same bytes`() throws {
        let answers = try (0..<2).map { _ in
            let api = try CalledAPI(faults: ["quota=0.5"])
            return try (0..<20).map { _ in try api.get("\(Self.stream)/objects", [("pageSize", "5")]).text }
        }
        #expect(answers[0] == answers[1])
        #expect(Set(answers[0]).count == 2)
    }
}
