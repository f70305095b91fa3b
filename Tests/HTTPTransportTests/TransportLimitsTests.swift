import Testing

@testable import HTTPTransport

struct TransportLimitsTests {
    @Test(
        arguments: [
            (.seconds(30), 30_000), (.milliseconds(1), 1), (.microseconds(1), 1), (.microseconds(1001), 2), (.zero, 1),
            (.seconds(-5), 1), (.seconds(Int64.max), Int(Int32.max)), (.seconds(Int64.min), 1),
        ] as [(Duration, Int)])
    func `durations become millisecond limits for libcurl`(duration: Duration, expected: Int) {
        #expect(duration.milliseconds == expected)
    }
}
