import Testing

@testable import Polling

@Suite struct NearestNameTests {
    @Test(
        arguments: [
            ("orders", "orders"), ("order", "orders"), ("Orders", "orders"), ("ordres", "orders"),
            ("orders-x", "orders"),
            ("orders-xyz", nil), ("", nil), ("billing", nil),
        ] as [(String, String?)])
    func `a name is near when two letters differ at most`(name: String, near: String?) {
        #expect(NearestName.of(name, in: ["crm-salesforce", "orders"]) == near)
    }

    @Test func `the nearest wins, and of two the first by name`() {
        #expect(NearestName.of("aab", in: ["aac", "aaa", "aab"]) == "aab")
        #expect(NearestName.of("aax", in: ["aac", "aaa"]) == "aaa")
        #expect(NearestName.of("x", in: []) == nil)
    }
}
