import Testing

@testable import Notation

@Suite struct PrometheusDurationTests {
    @Test(arguments: [
        ("0", Duration.zero), ("15s", .seconds(15)), ("500ms", .milliseconds(500)), ("1h30m", .seconds(5_400)),
        ("1d", .seconds(86_400)), ("1w", .seconds(604_800)), ("1y", .seconds(31_536_000)),
        ("1m1s1ms", .milliseconds(61_001)),
    ])
    func `durations in Prometheus' grammar are read`(text: String, duration: Duration) {
        #expect(PrometheusDuration.parse(text) == duration)
    }

    @Test(arguments: [
        "", "-5s", "5", "1.5s", "5 s", "9999999999h", "1m1m", "1s1m", "5S", "PT5M", "s", "1h 30m", "+5s", "5s ", "١s",
        "99999999999999999999s",
    ])
    func `anything else is not a duration`(text: String) { #expect(PrometheusDuration.parse(text) == nil) }

    @Test(arguments: ["0s", "15s", "500ms", "1h30m", "1d", "1m1s1ms"])
    func `a duration survives a round trip`(text: String) throws {
        #expect(PrometheusDuration.text(try #require(PrometheusDuration.parse(text))) == text)
    }
}
