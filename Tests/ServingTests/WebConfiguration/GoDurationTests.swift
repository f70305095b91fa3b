import Testing

@testable import Serving

@Suite struct GoDurationTests {
    @Test(arguments: [
        ("0", Duration.zero), ("1s", .seconds(1)), ("1.5h", .seconds(5_400)), ("300ms", .milliseconds(300)),
        ("1m30s", .seconds(90)), ("+1us", .microseconds(1)), ("1µs", .microseconds(1)), (".5s", .milliseconds(500)),
        ("1.s", .seconds(1)), ("7", .nanoseconds(7)), ("1s1s", .seconds(2)), ("0s", .zero),
    ])
    func `durations in Go's grammar are read`(text: String, duration: Duration) {
        #expect(GoDuration.parse(text) == duration)
    }

    @Test(arguments: ["", "s", "-1s", "1d", "1 s", "1..5s", ".s", "1e3s", "9999999999h", "+", "1s ", "-1"])
    func `anything else is not a duration`(text: String) { #expect(GoDuration.parse(text) == nil) }
}
