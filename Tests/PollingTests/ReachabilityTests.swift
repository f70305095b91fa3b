import Datastream
import HTTPTransport
import TestSupport
import Testing

@testable import Polling

@Suite struct ReachabilityTests {
    private let api = FakeProject(streams: ["europe-west1/orders", "us-east1/crm"])

    private func findings(
        _ source: StreamSource, isSelected: @escaping @Sendable (StreamName) -> Bool = { _ in true }
    ) async -> [Reachability.Finding] {
        let clock = TestClock().clock
        return await Reachability(
            DatastreamClient(api.script.caller(clock: clock)), clock: clock, selection: selecting(isSelected)
        ).survey(source).findings
    }

    private func refuse(_ path: String, _ status: Int, _ error: String = "{}") {
        api.script.on(path) { _ in .json(#"{"error":\#(error)}"#, status: status) }
    }

    @Test func `a project is reported with its streams`() async {
        let found = await findings(.project("p", locations: []), isSelected: { $0.stream != "crm" })
        #expect(
            found == [
                .init(resource: "projects/p", note: "2 streams"),
                .init(resource: FakeProject.path("europe-west1/orders"), note: "1 object"),
            ])
    }

    @Test func `the streams found are reported before filters, and none of a project whose search failed`() async {
        let clock = TestClock().clock
        let reachability = Reachability(
            DatastreamClient(api.script.caller(clock: clock)), clock: clock, selection: selecting { _ in false })
        let project = await reachability.survey(.project("p", locations: []))
        #expect(project.findings.count == 1 && project.found["p"]?.count == 2)
        let name = StreamName(project: "q", location: "l", stream: "s")
        #expect(await reachability.survey(.named([name])).found == ["q": [name]])
        refuse("projects/p/locations/-/streams", 403)
        #expect(await reachability.survey(.project("p", locations: [])).found == [:])
        api.list([])
        #expect(await reachability.survey(.project("p", locations: [])).found == ["p": []])
    }

    @Test func `an opaque 403 names the method's permission and does not hide other streams`() async {
        let path = FakeProject.path("europe-west1/orders")
        refuse("\(path)/objects", 403)
        let found = await findings(.project("p", locations: []))
        #expect(found.count == 3)
        #expect(found[1].permission == "datastream.objects.list" && found[1].failure?.reason == .permission)
        #expect(found[2].failure == nil)
        refuse("projects/p/locations/-/streams", 403)
        #expect(await findings(.project("p", locations: [])).map(\.permission) == ["datastream.streams.list"])
    }

    @Test(arguments: [
        (#"{"details":[{"reason":"SERVICE_DISABLED"}]}"#, "datastream.googleapis.com?project=p"),
        (
            #"{"message":"Datastream API has not been used in project x before"}"#,
            "datastream.googleapis.com?project=p"
        ),
        (#"{"details":[{"reason":"USER_PROJECT_DENIED"}]}"#, "serviceusage.services.use"),
        (#"{"details":[{"reason":"ACCESS_TOKEN_SCOPE_INSUFFICIENT"}]}"#, "scope cloud-platform"),
    ])
    func `a 403 for another reason names no Datastream permission`(error: String, text: String) async throws {
        refuse("projects/p/locations/-/streams", 403, error)
        let found = try #require(await findings(.project("p", locations: [])).first)
        #expect(found.permission == nil && found.failure?.message.contains(text) == true)
    }

    @Test func `a misspelt location is reported with the likely one`() async {
        refuse("projects/p/locations/europe-wets1/streams", 404)
        api.script.on(
            "projects/p/locations",
            #"{"locations":[{"locationId":"europe-west1","name":"projects/p/locations/europe-west1"}]}"#)
        let found = await findings(.project("p", locations: ["europe-wets1"]))
        #expect(found.map { $0.failure?.message.hasSuffix("HTTP 404; is it europe-west1?") } == [true])
    }

    @Test func `a location that the API cannot reach is reported`() async {
        api.list(["europe-west1/orders"], unreachable: ["us-east1"])
        let found = await findings(.project("p", locations: []))
        #expect(found.contains { $0.resource == "projects/p/locations/us-east1" && $0.failure?.reason == .server })
    }

    @Test func `a configured stream that does not exist is reported with a similar one`() async {
        api.script.on("projects/p/locations/europe-west1/streams", FakeProject.listing(["europe-west1/orders"]))
        let name = StreamName(project: "p", location: "europe-west1", stream: "ordres")
        let found = await findings(.named([name]))
        #expect(found.map { $0.failure?.message.hasSuffix("; is it orders?") } == [true])
        let good = StreamName(project: "p", location: "europe-west1", stream: "orders")
        #expect(await findings(.named([good])).map(\.note) == ["1 object"])
    }
}
