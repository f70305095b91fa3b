import Testing

@testable import Notation

@Suite struct NearestNameTests {
    @Test(
        arguments: [
            ("orders", "orders"), ("order", "orders"), ("Orders", "orders"), ("ordres", "orders"), ("rders", "orders"),
            ("orders-x", "orders"), ("force-crm", nil), ("salesforce-crm", "crm-salesforce"), ("orders-xyz", nil),
            ("", nil),
            ("billing", nil), (String(repeating: "x", count: 100_000), nil),
        ] as [(String, String?)])
    func `a name is near when a few letters differ`(name: String, near: String?) {
        #expect(NearestName.of(name, in: ["crm-salesforce", "orders"]) == near)
    }

    @Test(arguments: [
        ("poll.intervall", "poll.interval"), ("pol.interval", "poll.interval"), ("oll.interval", "poll.interval"),
        ("poll-interval", "poll.interval"), ("poll_interval", "poll.interval"), ("interval.poll", "poll.interval"),
        ("POLL.INTERVAL", "poll.interval"), ("pollinterval", "poll.interval"), ("poll.interavl", "poll.interval"),
        ("-log.level", "log.level"), ("log.leve", "log.level"), ("log.levels", "log.level"), ("level.log", "log.level"),
    ])
    func `the typo may be anywhere`(name: String, near: String) {
        #expect(NearestName.of(name, in: ["log.format", "log.level", "poll.interval", "poll.timeout"]) == near)
    }

    @Test func `the nearest name wins, and of equals the first by name`() {
        #expect(NearestName.of("aaaab", in: ["aaaac", "aaaaa", "aaaab"]) == "aaaab")
        #expect(NearestName.of("aaaax", in: ["aaaac", "aaaaa"]) == "aaaaa")
        #expect(NearestName.of("x", in: []) == nil)
        #expect(NearestName.of("x", in: ["y"]) == nil)
    }
}
