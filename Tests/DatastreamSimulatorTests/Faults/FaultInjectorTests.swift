import Datastream
import Notation
import Serving
import Testing

@testable import DatastreamSimulator

struct FaultInjectorTests {
    private let call = MethodCall.listLocations(project: "demo")

    private func hits(_ fault: Fault, seed: UInt64 = 1) -> [Bool] {
        let injector = FaultInjector(faults: [fault], seed: seed)
        return (1...1_000).map { injector.refusal(of: call, request: $0, isPretty: true) != nil }
    }

    @Test func `a fault hits a share of the requests, the same ones for the same seed`() {
        let hits = hits(.quota(share: 0.3))
        #expect((250...350).contains(hits.count { $0 }))
        #expect(hits == self.hits(.quota(share: 0.3)))
        #expect(hits != self.hits(.quota(share: 0.3), seed: 2))
    }

    @Test func `a share of 0 hits no request, and a share of 1 hits all`() {
        #expect(!hits(.serverError(share: 0)).contains(true))
        #expect(!hits(.serverError(share: 1)).contains(false))
    }

    @Test func `two faults hit requests independently`() {
        let both = FaultInjector(faults: [.quota(share: 0.5), .serverError(share: 0.5)], seed: 1)
        let statuses = (1...200).map { both.refusal(of: call, request: $0, isPretty: true)?.status }
        #expect(Set(statuses) == [429, 503, nil])
    }

    @Test func `responses can be cut, stalled and delayed`() {
        let response = HTTPResponse(status: 200, body: HTTPBody("0123456789"))
        func delivered(_ fault: Fault) -> HTTPResponse {
            FaultInjector(faults: [fault], seed: 1).delivered(response, request: 1)
        }
        #expect(delivered(.cutBody(share: 1)).ending == .cut(afterBytes: 5))
        #expect(delivered(.stalledBody(share: 1)).ending == .stalled(afterBytes: 5))
        #expect(delivered(.latency(.seconds(2))).delay == .seconds(2))
        #expect(delivered(.quota(share: 1)).ending == .whole)
    }
}

/// Faults, as a client sees them.
struct SimulatedFaultTests {
    private static let orders = StreamName(project: "demo", location: "europe-west1", stream: "orders-mysql")
    private static let objects = "/v1/\(orders)/objects"

    @Test(
        arguments: [
            ("quota=1", 429, "RESOURCE_EXHAUSTED"), ("server-error=1", 503, "UNAVAILABLE"),
            ("unauthorized=1", 401, "UNAUTHENTICATED"), ("permission=orders-mysql", 403, "PERMISSION_DENIED"),
            ("unreachable=europe-west1", 503, "UNAVAILABLE"), ("empty-error=1", 200, "UNAVAILABLE"),
        ])
    func `a fault answers in place of the API`(fault: String, code: Int, status: String) throws {
        let answer = try CalledAPI(faults: [fault]).get(Self.objects)
        #expect(answer.response.status == code)
        #expect(answer.error.status == status)
        #expect((answer.response.headers["Retry-After"] != nil) == (code == 429))
    }

    @Test func `a proxy's page is HTML with a success status`() throws {
        let answer = try CalledAPI(faults: ["html=1"]).get(Self.objects)
        #expect(answer.response.status == 200)
        #expect(answer.response.headers["Content-Type"] == "text/html; charset=UTF-8")
    }

    @Test func `a missing permission on one stream does not hide the others`() throws {
        let api = try CalledAPI(faults: ["permission=orders-mysql"])
        let other = StreamName(project: "demo", location: "europe-west1", stream: "erp-oracle")
        #expect(try api.get("/v1/\(other)/objects").response.status == 200)
        #expect(try api.get("/v1/\(Self.orders)").response.status == 200)
    }

    @Test func `an unreachable location is named when all are listed`() throws {
        let api = try CalledAPI(faults: ["unreachable=europe-west1"])
        let answer = try api.get("/v1/projects/demo/locations/-/streams")
        let page = try Page<Stream>.streams(inProject: "demo", location: "-", body: answer.body)
        let unreachable = page.unreachable
        #expect(unreachable == ["projects/demo/locations/europe-west1"])
        let streams = try page.decode().items
        #expect(streams.count == 7 && streams.allSatisfy { $0.name.location != "europe-west1" })
        #expect(try api.get("/v1/projects/demo/locations").response.status == 200)
    }

    @Test(arguments: ["token-loop", "token-loop=orders-mysql"])
    func `looping page tokens come back`(fault: String) throws {
        let api = try CalledAPI(faults: [fault])
        func token(after token: String) throws -> String? {
            let query = [("pageSize", "1000"), ("pageToken", token)]
            return try Page<StreamObject>.objects(of: Self.orders, body: api.get(Self.objects, query).body)
                .nextPageToken
        }
        let first = try #require(try token(after: ""))
        #expect(try token(after: first) == first)
    }

    @Test func `a loop has a token even with a single page`() throws {
        let answer = try CalledAPI(faults: ["token-loop"])
            .get("/v1/projects/demo/locations/asia-northeast1/streams/staging-sqlserver/objects")
        #expect(answer.text.contains("nextPageToken"))
    }

    @Test func `a command takes effect even if its answer is cut`() throws {
        let api = try CalledAPI(faults: ["cut-body=1", "latency=2s"])
        let path = try api.path(.failed, of: Self.orders)
        let answer = try api.post("\(path):startBackfillJob")
        #expect(answer.response.ending == .cut(afterBytes: answer.body.count / 2))
        #expect(answer.response.delay == .seconds(2))
        let after = try StreamObject.decode(api.get(path).body, of: Self.orders).item
        #expect(after.backfillState == .pending)
    }
}
