import Testing

@testable import DatastreamSimulator

struct FaultTests {
    @Test(
        arguments: [
            ("latency=250ms", .latency(.milliseconds(250))), ("latency=1.5s", .latency(.milliseconds(1_500))),
            ("latency", .latency(.milliseconds(300))), ("quota", .quota(share: 0.3)), ("quota=1", .quota(share: 1)),
            ("server-error=0.5", .serverError(share: 0.5)), ("cut-body=1", .cutBody(share: 1)),
            ("stalled-body=0", .stalledBody(share: 0)), ("token-loop", .tokenLoop(stream: "-")),
            ("token-loop=orders-mysql", .tokenLoop(stream: "orders-mysql")),
            ("unauthorized", .unauthorized(share: 0.3)),
            ("unreachable=europe-west1", .unreachable(location: "europe-west1")),
            ("permission=erp-oracle", .permission(stream: "erp-oracle")), ("html=1", .html(share: 1)),
            ("empty-error=1", .emptyError(share: 1)),
        ] as [(String, Fault)])
    func `a fault is parsed from its name and value`(text: String, fault: Fault) throws {
        #expect(try Fault(parsing: text) == fault)
    }

    @Test(
        arguments: [
            ("", "unknown fault \"\"; known are latency, quota, "),
            ("Quota", "unknown fault \"Quota\"; known are latency, quota, "),
            ("unreachable", "fault unreachable needs a value: one of asia-northeast1, europe-west1, us-central1"),
            ("unreachable=mars", "\"mars\" is not a value of fault unreachable: one of asia-northeast1"),
            ("permission=x", "\"x\" is not a value of fault permission: one of orders-mysql"),
            ("token-loop=", "\"\" is not a value of fault token-loop: "),
            ("quota=2", "\"2\" is not a value of fault quota: a share of the requests, from 0 to 1"),
            ("quota=nan", "\"nan\" is not a value of fault quota: "),
            ("quota=", "\"\" is not a value of fault quota: "),
            ("latency=3", "\"3\" is not a value of fault latency: "),
            ("latency=ms", "\"ms\" is not a value of fault latency"),
            ("latency=-1s", "\"-1s\" is not a value of fault latency"),
            ("latency=2h", "\"2h\" is not a value of fault"),
        ])
    func `a mistake is reported with the correct form`(text: String, words: String) {
        do throws(FaultError) {
            Issue.record("\(try Fault(parsing: text)) was read")
        } catch {
            #expect("\(error)".hasPrefix(words))
        }
    }
}
