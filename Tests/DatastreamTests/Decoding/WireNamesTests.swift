import Testing

@testable import Datastream

struct WireNamesTests {
    @Test func `each value has the number and the name that the API gives it`() {
        #expect(
            names(BackfillState.wireNames) == [
                "UNKNOWN", "NOT_STARTED", "PENDING", "ACTIVE", "STOPPED", "FAILED", "COMPLETED", "UNSUPPORTED",
            ])
        #expect(
            names(Stream.State.wireNames) == [
                "UNKNOWN", "NOT_STARTED", "RUNNING", "PAUSED", "MAINTENANCE", "FAILED", "FAILED_PERMANENTLY",
                "STARTING",
                "DRAINING",
            ])
        #expect(names(BackfillJob.Trigger.wireNames) == ["UNKNOWN", "AUTOMATIC", "MANUAL"])
    }

    @Test(
        arguments: [
            ("ACTIVE", .active), ("STATE_UNSPECIFIED", .unknown), ("NONE", nil), ("UNKNOWN", nil), ("active", nil),
            ("", nil),
        ] as [(String, BackfillState?)])
    func `only the names of the API are known`(name: String, state: BackfillState?) {
        var name = name
        #expect(name.withUTF8 { BackfillState.wireNames.value(named: $0) } == state)
    }

    @Test(arguments: [-1, 8, Int64.max, .min])
    func `no other number is known`(number: Int64) {
        #expect(BackfillState.wireNames.value(numbered: number) == nil)
    }

    /// The names by number.
    private func names<Value: WireEnum>(_ names: WireNames<Value>) -> [String] {
        (0..<100).compactMap { names.value(numbered: $0)?.rawValue }
    }
}
