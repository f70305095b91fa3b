import Datastream
import Serving
import Testing

@testable import DatastreamSimulator

struct SimulationReaderTests {
    private static let orders = StreamName(project: "demo", location: "europe-west1", stream: "orders-mysql")
    private static let objects = "/v1/\(orders)/objects"

    @Test(arguments: [(1_000, 3), (50, 45), (737, 3)])
    func `all pages together list each object once`(pageSize: Int, pages: Int) throws {
        let api = try CalledAPI()
        let listing = try api.objects(of: Self.orders, pageSize: pageSize)
        #expect(listing.pages == pages)
        #expect(listing.objects.count == 2_210)
        #expect(Set(listing.objects.map(\.id)).count == 2_210)
        #expect(listing.objects.map(\.id) == listing.objects.map(\.id).sorted())
    }

    @Test(arguments: StreamPlan.all)
    func `every object of every stream can be listed, read and looked up`(plan: StreamPlan) throws {
        let api = try CalledAPI()
        let listing = try api.objects(of: plan.name, pageSize: 1_000).objects
        #expect(listing.count == plan.objects)
        for object in listing.prefix(20) {
            let got = try api.get("/v1/\(plan.name)/objects/\(object.id)")
            #expect(try StreamObject.decode(got.body, of: plan.name).item == object)
            guard let source = object.sourceObject else { continue }
            let kind = SourceObject.kinds.first { $0.type == source.type }
            let namespace = kind?.namespaceField.map { #""\#($0)":"\#(source.namespace)","# } ?? ""
            let table = #""\#(kind?.tableField ?? "objectName")":"\#(source.table)""#
            let body = #"{"sourceObjectIdentifier":{"\#(source.type)Identifier":{\#(namespace)\#(table)}}}"#
            let looked = try api.post("/v1/\(plan.name)/objects:lookup", body)
            #expect(try StreamObject.decode(looked.body, of: plan.name).item == object)
        }
    }

    @Test(
        arguments: [
            ("{}", 400, "INVALID_ARGUMENT"),
            (#"{"sourceObjectIdentifier":{"mysqlIdentifier":{"database":"no","table":"no"}}}"#, 404, "NOT_FOUND"),
            (#"{"sourceObjectIdentifier":{"oracleIdentifier":{"schema":"shop","table":"orders"}}}"#, 404, "NOT_FOUND"),
        ])
    func `a missing object cannot be looked up`(body: String, code: Int, status: String) throws {
        let answer = try CalledAPI().post("\(Self.objects):lookup", body)
        #expect(answer.response.status == code)
        #expect(answer.error.status == status)
    }

    @Test func `a page token stays valid when objects join, and belongs to its listing`() throws {
        let early = try CalledAPI(elapsed: .zero)
        let late = try CalledAPI(elapsed: .seconds(3_000))
        let first = try Page<StreamObject>.objects(
            of: Self.orders, body: early.get(Self.objects, [("pageSize", "1000")]).body)
        let nextPageToken = first.nextPageToken
        let token = try #require(nextPageToken)
        let seen = try first.decode().items
        let next = try late.get(Self.objects, [("pageSize", "1000"), ("pageToken", token)])
        let second = try Page<StreamObject>.objects(of: Self.orders, body: next.body).decode().items
        let last = try #require(seen.map(\.id).max())
        #expect(second.allSatisfy { $0.id > last })
        let other = "/v1/projects/demo/locations/europe-west1/streams/erp-oracle/objects"
        #expect(try late.get(other, [("pageToken", token)]).error.isRefusedPageToken)
    }

    @Test func `streams and locations are paged too`() throws {
        let api = try CalledAPI()
        var names: [StreamName] = []
        var token: String? = ""
        while let current = token {
            let answer = try api.get(
                "/v1/projects/demo/locations/-/streams", [("pageSize", "3"), ("pageToken", current)])
            let page = try Page<Stream>.streams(inProject: "demo", location: "-", body: answer.body)
            token = page.nextPageToken
            names += try page.decode().items.map(\.name)
        }
        #expect(names == StreamPlan.all.map(\.name).sorted())
        let locations = try api.get("/v1/projects/demo/locations", [("pageSize", "2")])
        let page = try Page<String>.locations(body: locations.body)
        let next = page.nextPageToken
        let ids = try page.decode().items
        #expect(next != nil)
        #expect(ids == ["asia-northeast1", "europe-west1"])
    }

    @Test func `a stream without objects has an empty listing`() throws {
        let answer = try CalledAPI().get(
            "/v1/projects/demo/locations/asia-northeast1/streams/staging-sqlserver/objects")
        #expect(answer.text == "{}\n")
    }

    @Test func `an answer without indentation is one line`() throws {
        let answer = try CalledAPI().get(Self.objects, [("prettyPrint", "false"), ("$alt", "json;enum-encoding=int")])
        #expect(!answer.body.contains(UInt8(ascii: "\n")))
        #expect(answer.text.contains(#""state":6"#))
    }
}
